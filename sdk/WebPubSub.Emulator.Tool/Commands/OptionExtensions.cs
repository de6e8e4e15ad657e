// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;

namespace WebPubSub.Emulator.Tool.Commands;

internal static class OptionExtensions
{
    /// <summary>Adds a validator that rejects an empty value. A shell passes an empty value for a variable that is not set.</summary>
    public static void RejectEmpty(this Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => token.Value.Length == 0))
        {
            result.AddError($"{option.Name} is empty.");
        }
    });
}
