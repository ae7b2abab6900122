using System;
using System.Collections.Generic;
using System.Linq;

namespace Hal.Testing;

/// <summary>
/// The conformance suite for the author of a HAL: runs the contracts I1 to I14 on it and reports, contract by contract, whether it keeps
/// them. It finds what each of the mistakes seen in real HALs breaks; it proves nothing about what it did not try.
/// </summary>
/// <example>
/// <code>
/// [Fact]
/// public void My_HAL_keeps_the_contracts() => HalConformance.Run&lt;MyHal.Binding&gt;().ThrowIfFailed();
///
/// public static IEnumerable&lt;object[]&gt; Contracts => HalConformance.Contracts.Select(contract => new object[] { contract });
///
/// [Theory, MemberData(nameof(Contracts))]
/// public void My_HAL_keeps(string contract) => Assert.NotEqual(ConformanceOutcome.Failed,
/// HalConformance.RunContract&lt;MyHal.Binding&gt;(contract).Outcome);
/// </code>
/// </example>
/// <remarks>The suite allocates, shares and calls from several threads, within the bounds of <see cref="ConformanceOptions"/>, and gives
/// everything back. A HAL that breaks a contract may do harm: run it where that matters to nobody.</remarks>
public static class HalConformance
{
    private static readonly ContractTest[] Tests =
    [
        new I1SamePages(), new I1bCoherent(), new I2Valid(), new I3Aligned(), new I4Unaliased(), new I5Zeroed(), new I6Failure(),
        new I7Released(), new I8Registers(), new I9Contiguous(), new I10Content(), new I11Refusal(), new I12ByAddress(),
        new I13AnyThread(), new I14AnyMemory(),
    ];

    /// <summary>The numbers of the contracts, in their order.</summary>
    public static IReadOnlyList<string> Contracts { get; } = Tests.Select(test => test.Contract).ToArray();

    /// <summary>Runs every contract.</summary>
    /// <typeparam name="THal">The HAL: the binding of a HAL class.</typeparam>
    public static ConformanceReport Run<THal>(ConformanceOptions? options = null)
        where THal : struct, IHal
    {
        options ??= new ConformanceOptions();
        return new(Describe.Hal(typeof(THal)), Tests.Select(test => Run<THal>(test, options)).ToArray());
    }

    /// <summary>Runs one contract.</summary>
    /// <typeparam name="THal">The HAL: the binding of a HAL class.</typeparam>
    /// <param name="contract">Its number, one of <see cref="Contracts"/>.</param>
    /// <param name="options">What the suite may use.</param>
    /// <exception cref="ArgumentException">There is no contract of that number.</exception>
    public static ContractResult RunContract<THal>(string contract, ConformanceOptions? options = null)
        where THal : struct, IHal
    {
        ContractTest test = Array.Find(Tests, test => test.Contract == contract)
            ?? throw new ArgumentException($"There is no contract {contract}; there are {string.Join(", ", Contracts)}.", nameof(contract));
        return Run<THal>(test, options ?? new ConformanceOptions());
    }

    private static ContractResult Run<THal>(ContractTest test, ConformanceOptions options)
        where THal : struct, IHal
    {
        var trial = new Trial(options);
        try
        {
            return Result(ConformanceOutcome.Passed, test.Run<THal>(trial));
        }
        catch (TrialEnd end)
        {
            return Result(end.Outcome, end.Message);
        }
        catch (Exception exception)
        {
            return Result(ConformanceOutcome.Failed, $"the HAL threw {exception.GetType().Name}: {exception.Message}");
        }

        ContractResult Result(ConformanceOutcome outcome, string evidence) => new(test.Contract, test.Promise, outcome, evidence);
    }
}
