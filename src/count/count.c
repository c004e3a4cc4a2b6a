/* SPDX-License-Identifier: Apache-2.0 */
extern int canvass_room_is_being_built;
