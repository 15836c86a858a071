import { type Access, type Grant, type Me, mergeGrants, objectNames, type RoleDef } from '@wellspring/objects';
import type { Db } from '../db/db.ts';
import { sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';

type Row = { id: string; name: string; login: string | null; departmentId: string | null; jobTitle: string | null; status: string; roles: RoleDef[]; tree: string[] };

/** The caller and what he may, read from his roles and his place in the department tree. @throws UserError `session.ended` when absent or disabled */
export async function loadAccess(db: Db, userId: string): Promise<{ me: Me; access: Access }> {
  const [row] = await db.run<Row>(sql`
    SELECT u.id, u.name, u.login, u.department_id AS "departmentId", u.job_title AS "jobTitle", u.status,
      COALESCE((SELECT jsonb_agg(r.def) FROM user_role ur JOIN role r ON r.id = ur.role_id WHERE ur.user_id = u.id), '[]'::jsonb) AS roles,
      COALESCE((WITH RECURSIVE below AS (SELECT d.id FROM department d WHERE d.id = u.department_id UNION SELECT d.id FROM department d JOIN below b ON d.parent_id = b.id WHERE d.deleted_at IS NULL) SELECT jsonb_agg(id) FROM below), '[]'::jsonb) AS tree
    FROM app_user u WHERE u.id = ${userId} AND u.deleted_at IS NULL`);
  if (!row || row.status !== 'active') throw new UserError('session.ended', {}, 401);
  const grantsOn = (object: string): Grant[] => row.roles.flatMap((role) => role.objects[object] ?? role.objects['*'] ?? []);
  const me: Me = { id: row.id, name: row.name, login: row.login ?? '', departmentId: row.departmentId, jobTitle: row.jobTitle };
  return {
    me,
    access: {
      userId: row.id, admin: row.roles.some((role) => role.admin), deptIds: row.departmentId ? [row.departmentId] : [], deptTreeIds: row.tree,
      objects: Object.fromEntries(objectNames.map((object) => [object, mergeGrants(grantsOn(object))])),
    },
  };
}
