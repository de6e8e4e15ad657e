// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Specification;

/// <summary>A test suite that every implementation of the service must pass.</summary>
/// <typeparam name="TService">The implementation of the service.</typeparam>
public abstract class Specification<TService> : ServiceTest
    where TService : TestService, new()
{
    protected sealed override TestService CreateService() => new TService();
}
