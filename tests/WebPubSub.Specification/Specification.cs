// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Specification;

/// <summary>A suite of tests that says what every implementation of the service does.</summary>
/// <typeparam name="TService">The implementation.</typeparam>
public abstract class Specification<TService> : ServiceTest
    where TService : TestService, new()
{
    protected sealed override TestService CreateService() => new TService();
}
