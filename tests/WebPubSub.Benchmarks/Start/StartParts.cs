// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Benchmarks.Start;

/// <summary>The parts of the time from <c>dotnet run</c> to the first chat message.</summary>
/// <param name="Build">The time until the process of the program starts. It includes the check of the restored packages and the build.</param>
/// <param name="Answer">The time from the start of the process until its page is served.</param>
/// <param name="Connect">The time to sign in, to negotiate and to connect.</param>
/// <param name="Message">The time until the client receives its own message.</param>
internal readonly record struct StartParts(TimeSpan Build, TimeSpan Answer, TimeSpan Connect, TimeSpan Message)
{
    public TimeSpan Total => Build + Answer + Connect + Message;
}
