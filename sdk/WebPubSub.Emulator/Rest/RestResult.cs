// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;

namespace WebPubSub.Emulator.Rest;

/// <summary>The answer to a REST call. REST API reference, sections 6.3 and 8.</summary>
internal sealed record RestResult(int Status, string? Code = null, string? Message = null, string? Target = null)
{
    /// <summary>Gets the body of a success that has one.</summary>
    public byte[]? Json { get; init; }

    public static readonly RestResult Ok = new(StatusCodes.Status200OK);
    public static readonly RestResult Accepted = new(StatusCodes.Status202Accepted);
    public static readonly RestResult NoContent = new(StatusCodes.Status204NoContent);

    public static RestResult BadRequest(string message, string? target = "Request") =>
        new(StatusCodes.Status400BadRequest, "Error.BadRequest", message, target);

    public static RestResult Unauthorized(string reason) => new(StatusCodes.Status401Unauthorized, Message: reason);

    public static RestResult UnsupportedMediaType(string reason) => new(StatusCodes.Status415UnsupportedMediaType, Message: reason);

    public static RestResult NotFound(string? code = null, string? message = null, string? target = null) =>
        new(StatusCodes.Status404NotFound, code, message, target);
}
