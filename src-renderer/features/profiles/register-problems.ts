// What is wrong with a new profile: before core is asked, by the contract's own rules, and after, by core's answer.
import { email, newPassword, profileName } from '#shared/api/profiles.ts';
import { AppError } from '#shared/errors.ts';

export type RegisterField = 'name' | 'email' | 'password';
/** A key under `profiles.errors`. */
export type ProblemKey =
  'name' | 'nameTaken' | 'email' | 'emailTaken' | 'passwordShort' | 'passwordLong' | 'passwordWeak';

export function problemsOf(
  values: Readonly<Record<RegisterField, string>>,
): Partial<Record<RegisterField, ProblemKey>> {
  return {
    ...(!profileName.safeParse(values.name).success && { name: 'name' as const }),
    ...(!email.safeParse(values.email).success && { email: 'email' as const }),
    ...(!newPassword.safeParse(values.password).success && {
      password: values.password.length < 8 ? ('passwordShort' as const) : ('passwordLong' as const),
    }),
  };
}

/** Core's refusal at the field it is about; empty for what no field can mend. Its advice is in English. */
export function refusalOf(
  error: unknown,
  language: string,
): Partial<Record<RegisterField, { readonly key: ProblemKey; readonly advice?: string }>> {
  if (!(error instanceof AppError)) return {};
  const field = error.details?.['field'];
  if (error.code === 'conflict' && field === 'email') return { email: { key: 'emailTaken' } };
  if (error.code === 'conflict' && field === 'name') return { name: { key: 'nameTaken' } };
  if (error.details?.['reason'] === 'weak') {
    const advice = language.startsWith('en') ? adviceIn(error.details['expected']) : undefined;
    return { password: { key: 'passwordWeak', ...(advice !== undefined && { advice }) } };
  }
  return {};
}

/** "is too easy to guess. This is a very common password." → "This is a very common password." */
function adviceIn(expected: unknown): string | undefined {
  const advice = typeof expected === 'string' ? expected.slice(expected.indexOf('. ') + 2).trim() : '';
  return advice === '' ? undefined : advice;
}
