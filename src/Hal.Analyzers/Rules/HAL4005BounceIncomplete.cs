using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Implementation;
using Hal.Analyzers.Semantics;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>A HAL that bounces skips a copy that a direction needs, or never gives a slot back (contract I10).</summary>
internal sealed class HAL4005BounceIncomplete : ImplementationRule
{
    private const int DriverToDevice = 0;
    private const int DeviceToDriver = 1;
    private const int Both = 2;

    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL4005",
        "A bounce that is not complete",
        "{0} (contract I10)",
        RuleCategory.HalImplementation,
        DiagnosticSeverity.Warning,
        description: "After Share the device sees the driver's bytes for DriverToDevice and Both, after Unshare the driver sees the " +
            "device's for DeviceToDriver and Both (contract I10). A slot is free again after Unshare.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Check(HalSource hal)
    {
        if (hal.Member(HalOperation.Share) is not { } share || hal.BodyOf(share) is not { } shareBody ||
            hal.Member(HalOperation.Unshare) is not { } unshare || hal.BodyOf(unshare) is not { } unshareBody)
        {
            yield break;
        }

        int[] all = { DriverToDevice, DeviceToDriver, Both };
        CopyWalk.Result[] ins = all.Select(direction => CopyWalk.Run(hal, share, shareBody, direction, isIn: true)).ToArray();
        CopyWalk.Result[] outs = all.Select(direction => CopyWalk.Run(hal, unshare, unshareBody, direction, isIn: false)).ToArray();
        if (ins.Concat(outs).Any(result => result.IsUnknown))
        {
            yield break;
        }

        // The returns of Share that hand out the address of a copy: another return may hand out the buffer itself.
        var bounced = new HashSet<SyntaxNode>(all
            .Where(direction => ins[direction].Copies.Count > 0 || outs[direction].Copies.Count > 0)
            .SelectMany(direction => ins[direction].ReturnSites));
        bool IsServed(int direction) => ins[direction].Returns && outs[direction].Returns && ins[direction].ReturnSites.Overlaps(bounced);

        if (Missing(ins, new[] { DriverToDevice, Both }, IsServed) is { Length: > 0 } notIn)
        {
            yield return Report(hal, share, ins, 1,
                $"Share does not copy the buffer in for '{Names(hal, notIn)}', although this HAL copies");
        }

        if (Missing(outs, new[] { DeviceToDriver, Both }, IsServed) is { Length: > 0 } notOut)
        {
            yield return Report(hal, unshare, outs, 2,
                $"Unshare does not copy the buffer out for '{Names(hal, notOut)}', although this HAL copies");
        }

        if (bounced.Count > 0 && TakenSlot.NeverGivenBack(hal, shareBody, unshareBody) is { } taken)
        {
            yield return new Finding(s_descriptor, taken.Operation.Syntax, $"Share takes '{taken.Name}', and nothing gives it back");
        }
    }

    /// <summary>The directions for which a copy is needed, and certainly not made.</summary>
    private static int[] Missing(CopyWalk.Result[] results, int[] needed, System.Func<int, bool> isServed) =>
        needed.Where(direction => isServed(direction) && results[direction].Copies.Count == 0 && !results[direction].MayCopy).ToArray();

    /// <summary>At the copy that is made for other directions, or at the direction that nobody asks for.</summary>
    private static Finding Report(HalSource hal, IMethodSymbol method, CopyWalk.Result[] results, int parameter, string message)
    {
        SyntaxNode? copy = results.SelectMany(result => result.Copies).OrderBy(site => site.SpanStart).FirstOrDefault();
        return new Finding(s_descriptor, copy ?? method.Parameters[parameter].DeclaringSyntaxReferences[0].GetSyntax(), message);
    }

    private static string Names(HalSource hal, int[] directions) => string.Join("' and '", directions.Select(direction =>
        hal.Known.BufferDirection?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => member.ConstantValue is int value &&
            value == direction)?.Name));
}
