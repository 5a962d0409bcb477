# SPDX-License-Identifier: GPL-3.0-or-later
"""Real parts around a real Easel: a session, a scripted server, pictures, a window."""
