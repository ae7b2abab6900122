using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>The graph of a lambda has regions around it that belong to the method: the analysis of the lambda ends at its own root.</summary>
public sealed class NestedGraphTests
{
    [Theory]
    [InlineData("try { Run(BODY); } finally { device.Wait(1); }")]
    [InlineData("try { Run(BODY); } catch (InvalidOperationException) { }")]
    [InlineData("lock (device) { Run(BODY); }")]
    [InlineData("void Local() { BODY(); } try { Local(); } finally { device.Wait(1); }")]
    public void A_lambda_in_a_try_is_followed_to_its_own_end(string method)
    {
        const string Body = "(Action)(() => { PhysAddr paddr = THal.Share(buffer, Both); //! HAL1002\n if (!device.Submit(paddr)) throw new InvalidOperationException(); THal.Unshare(paddr, buffer, Both); })";
        Flow.Check("void Run(Action action) => action(); void Send(DmaBuffer buffer) { " + method.Replace("BODY();", "var action = BODY; action();").Replace("BODY", Body) + " }");
    }
}
