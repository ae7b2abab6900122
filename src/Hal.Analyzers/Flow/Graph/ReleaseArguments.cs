using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// The variables that a method gives as a page count or a direction to what it releases by. Paths on which they are different constants stay
/// apart: one of them may be the wrong one.
/// </summary>
internal sealed class ReleaseArguments
{
    private readonly IReadOnlyList<int> _variables;

    public ReleaseArguments(IOperation root, HalCalls calls, VariableTable variables)
    {
        _variables = root.Descendants().OfType<IInvocationOperation>()
            .Where(call => calls.Recognize(call.TargetMethod) is HalOperation.Unshare or HalOperation.DmaDealloc)
            .SelectMany(call => call.Arguments)
            .Select(argument => argument.Value.Unconverted())
            .OfType<ILocalReferenceOperation>()
            .Where(use => Numbers.IsIntegral(use.Type))
            .Select(use => variables.IndexOf(use.Local))
            .Distinct()
            .ToList();
    }

    /// <summary>A hash of the constants that they are.</summary>
    public ulong KeyOf(FlowState state)
    {
        ulong key = 0;
        foreach (int variable in _variables)
        {
            if (state.GetVariable(variable) is { Kind: ValueKind.Constant } constant)
            {
                key ^= unchecked(((ulong)(uint)variable << 32 | (uint)constant.Id) * 0x9E3779B97F4A7C15);
            }
        }

        return key;
    }
}
