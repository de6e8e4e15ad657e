// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.TestUtilities.Parity;

/// <summary>The evidence that a test of the emulator is based on. The strongest kind is first.</summary>
public enum Evidence
{
    /// <summary>A recorded answer of the service. The source is the path of the recording. The test compares status, headers and body.</summary>
    Recorded,

    /// <summary>An unmodified client or event handler of the service team, or a case of its test suite. The source is the package.</summary>
    OfficialClient,

    /// <summary>A test of the service team's emulator, written against the behavior of the service. The source is the test class.</summary>
    EmulatorTest,

    /// <summary>The published specification or documentation. The source is its page.</summary>
    Specification,

    /// <summary>Our own conclusion, without published evidence.</summary>
    Inferred,
}
