// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>The versions of the REST API.</summary>
internal static class RestVersions
{
    private static readonly string[] All = ["2021-10-01", "2022-11-01", "2023-07-01", "2024-01-01", "2024-12-01"];

    /// <summary>The value of the <c>api-supported-versions</c> header.</summary>
    public static readonly string Supported = string.Join(", ", All);

    public static bool Contains(string? version) => All.Contains(version);
}
