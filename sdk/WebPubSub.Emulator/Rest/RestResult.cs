// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;

namespace WebPubSub.Emulator.Rest;

/// <summary>The answer to a REST call. See docs/protocols/rest-api.md#63-success-codes and #8-errors.</summary>
internal sealed record RestResult(int Status, string? Code = null, string? Message = null, string? Target = null)
{
    /// <summary>Gets the body of a success, or null if the success has no body.</summary>
    public byte[]? Json { get; init; }

    /// <summary>Gets whether the body is a problem document. Such an answer has no <c>api-supported-versions</c> header.</summary>
    public bool IsProblem { get; init; }

    /// <summary>Gets the explanation for the log and the trace; <see langword="null"/> to show <see cref="Message"/>.</summary>
    public string? Explanation { get; init; }

    public static readonly RestResult Ok = new(StatusCodes.Status200OK);
    public static readonly RestResult Accepted = new(StatusCodes.Status202Accepted);
    public static readonly RestResult NoContent = new(StatusCodes.Status204NoContent);

    public static RestResult BadRequest(string message, string? target = "Request") =>
        new(StatusCodes.Status400BadRequest, "Error.BadRequest", message, target);

    public static RestResult Problem(string message, string target) => BadRequest(message, target) with { IsProblem = true };

    public static RestResult Unauthorized(string reason) => new(StatusCodes.Status401Unauthorized, Message: reason);

    public static RestResult UnsupportedMediaType(string reason) => new(StatusCodes.Status415UnsupportedMediaType, Message: reason);

    public static RestResult NotSupported(string reason) => new(StatusCodes.Status501NotImplemented, "NotImplemented", reason, "Request");

    public static RestResult NotFound() => new(StatusCodes.Status404NotFound);

    /// <summary>Returns the answer for a missing connection, user or group.</summary>
    /// <param name="level">The severity for the operation: <c>Info</c>, <c>Warning</c> or <c>Error</c>.</param>
    /// <param name="target"><c>Connection</c>, <c>User</c> or <c>Group</c>.</param>
    /// <param name="name">The ID or the name of the target.</param>
    public static RestResult NotExisted(string level, string target, string name) =>
        new(StatusCodes.Status404NotFound, $"{level}.{target}.NotExisted", $"{target} `{name}` is not found.", target);
}
