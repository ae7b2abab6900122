using System;
using System.Linq;
using System.Text;
using System.Threading;
using Hal.Analyzers.Flow;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Xunit;
using Driver = Hal.Analyzers.Tests.Flow;

namespace Hal.Analyzers.Tests.Budget;

/// <summary>
/// The shapes that made other analyses slow. Each has one leak at its end that has to be found, and the operations that the engine evaluated
/// are counted: ten times the source may cost at most twelve times the work. No clock is asked.
/// </summary>
public sealed class OperationCountTests
{
    private const double MostGrowth = 12;

    [Fact]
    public void Calls_of_one_helper() => GrowsLinearly(
        n => Repeat(n, i => "Send(buffer); "),
        members: "void Send(DmaBuffer part) { PhysAddr at = THal.Share(part, Both); if (device.Submit(at)) { device.Wait(1); } THal.Unshare(at, part, Both); }",
        most: 1_000);

    [Fact]
    public void Calls_of_one_helper_that_returns_a_share() => GrowsLinearly(
        n => Repeat(n, i => $"PhysAddr p{i} = Map(buffer); device.Submit(p{i}); THal.Unshare(p{i}, buffer, Both); "),
        members: "PhysAddr Map(DmaBuffer part) => THal.Share(part, Both);",
        most: 1_000);

    [Fact]
    public void Statements() => GrowsLinearly(n => Repeat(n, i => i % 3 == 0 ? $"int v{i} = {i}; " : "device.Wait(1); "), most: 10_000);

    [Fact]
    public void Branches_one_after_the_other() => GrowsLinearly(n => Repeat(n, i => $"if (device.Poll()) {{ sum += {i}; }} else {{ sum -= {i}; }} "), most: 1_000);

    [Fact]
    public void Shares_under_conditions_one_after_the_other() => GrowsLinearly(
        n => Repeat(n, i => $"if (device.Poll()) {{ PhysAddr p{i} = THal.Share(buffer, Both); device.Submit(p{i}); THal.Unshare(p{i}, buffer, Both); }} "),
        most: 300);

    [Fact]
    public void Loops_one_after_the_other() => GrowsLinearly(n => Repeat(n, i => $"for (int i{i} = 0; i{i} < sum; i{i}++) {{ device.Wait(i{i}); }} "), most: 500);

    [Fact]
    public void Try_blocks_one_after_the_other() => GrowsLinearly(
        n => Repeat(n, i => "try { device.Wait(1); } catch (TimeoutException) { sum++; } finally { device.Poll(); } "), most: 300);

    [Fact]
    public void Sections_of_a_switch() => GrowsLinearly(
        n => $"switch (sum) {{ {Repeat(n, i => $"case {i}: device.Wait({i}); break; ")} }} ", most: 1_000);

    [Fact]
    public void Sixty_nested_branches() => Finds(
        Repeat(60, i => "if (device.Poll()) { sum++; ") + Repeat(60, i => "} "), mostOperations: 20_000);

    [Fact]
    public void Sixty_nested_branches_that_each_hold_a_share() => Finds(
        Repeat(60, i => $"PhysAddr p{i} = THal.Share(buffer.Slice({i}, 1), Both); device.Submit(p{i}); if (device.Poll()) {{ ") +
        Repeat(60, i => $"}} THal.Unshare(p{59 - i}, buffer.Slice({59 - i}, 1), Both); "),
        mostOperations: 400_000);

    [Fact]
    public void Deeply_nested_try_blocks() => Finds(
        Repeat(24, i => "try { device.Wait(1); ") + Repeat(24, i => i % 2 == 0 ? "} finally { device.Poll(); } " : "} catch (TimeoutException) { sum++; } "),
        mostOperations: 200_000);

    [Fact]
    public void Deeply_nested_loops() => Finds(
        Repeat(12, i => $"for (int i{i} = 0; i{i} < sum; i{i}++) {{ ") + "device.Wait(1); " + Repeat(12, i => "} "), mostOperations: 400_000);

    [Fact]
    public void Helpers_that_call_each_other() => Finds(
        "Ping(buffer, 3); ",
        members:
            """
            void Ping(DmaBuffer part, int n) { PhysAddr at = THal.Share(part, Both); if (n > 0) { Pong(part, n - 1); } THal.Unshare(at, part, Both); }
            void Pong(DmaBuffer part, int n) { PhysAddr at = THal.Share(part, DriverToDevice); if (n > 0) { Ping(part, n - 1); } THal.Unshare(at, part, DriverToDevice); }
            """,
        mostOperations: 2_000);

    [Fact]
    public void A_long_chain_of_helpers() => Finds(
        "Step0(buffer); ",
        members: Repeat(200, i => $"void Step{i}(DmaBuffer part) {{ device.Wait({i}); Step{i + 1}(part); }} ") +
            "void Step200(DmaBuffer part) { PhysAddr at = THal.Share(part, Both); device.Submit(at); THal.Unshare(at, part, Both); }",
        mostOperations: 2_000);

    [Fact]
    public void A_hundred_shares_that_are_live_at_once() => Finds(
        Repeat(99, i => $"PhysAddr p{i} = THal.Share(buffer.Slice({i}, 1), Both); device.Submit(p{i}); ") +
        Repeat(99, i => $"THal.Unshare(p{i}, buffer.Slice({i}, 1), Both); "),
        mostOperations: 20_000);

    private static void GrowsLinearly(Func<int, string> body, int most, string members = "")
    {
        long small = Count(body(most / 10), members);
        long large = Count(body(most), members);
        Assert.True(large <= MostGrowth * small, $"{most / 10}: {small} operations, {most}: {large} operations, a growth of {(double)large / small:F1}");
    }

    private static void Finds(string body, long mostOperations, string members = "")
    {
        long count = Count(body, members);
        Assert.True(count <= mostOperations, $"{count} operations");
    }

    /// <summary>The operations of the analysis of one method, which has to find the leak at its end and nothing else.</summary>
    private static long Count(string body, string members)
    {
        CSharpCompilation compilation = Driver.Compile(Driver.Wrap(
            $$"""
            {{members}}
            void Run(DmaBuffer buffer, int sum) { {{body}}
                PhysAddr last = THal.Share(buffer, DeviceToDriver);
                device.Submit(last); }
            """));
        SyntaxTree tree = compilation.SyntaxTrees[0];
        MethodDeclarationSyntax method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(found => found.Identifier.ValueText == "Run");
        SemanticModel model = compilation.GetSemanticModel(tree);
        ControlFlowGraph graph = ControlFlowGraph.Create((IMethodBodyOperation)model.GetOperation(method)!);
        var services = new FlowServices(KnownTypes.TryCreate(compilation)!);
        FlowResult result = MethodFlow.Analyze(services, model.GetDeclaredSymbol(method)!, graph, ContractAnalyzer.Listeners, CancellationToken.None);

        Finding leak = Assert.Single(result.Findings, finding => finding.Descriptor.IsEnabledByDefault);
        Assert.Equal("HAL1002", leak.Descriptor.Id);
        Assert.Equal(tree.GetLineSpan(method.Span).EndLinePosition.Line - 1, leak.Place.GetLocation().GetLineSpan().StartLinePosition.Line);
        return result.OperationCount;
    }

    private static string Repeat(int count, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            text.Append(part(i));
        }

        return text.ToString();
    }
}
