namespace Company.Chat1;

/// <summary>The body of a request to <c>/sign-in</c>.</summary>
internal sealed record SignInRequest(string? Name);
