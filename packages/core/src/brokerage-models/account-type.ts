/** Whether an account may borrow. */
export const AccountType = { Margin: 'Margin', Cash: 'Cash' } as const;
export type AccountType = (typeof AccountType)[keyof typeof AccountType];
