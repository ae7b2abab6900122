namespace Hal.Testing;

/// <summary>
/// The test of one contract. It returns what it tried; it ends early through <see cref="Trial.Fail"/> or <see cref="Trial.NotTestable"/>;
/// an exception of the HAL is a failure.
/// </summary>
internal abstract class ContractTest
{
    protected ContractTest(string contract, string promise)
    {
        Contract = contract;
        Promise = promise;
    }

    public string Contract { get; }

    public string Promise { get; }

    public abstract string Run<THal>(Trial trial)
        where THal : struct, IHal;
}
