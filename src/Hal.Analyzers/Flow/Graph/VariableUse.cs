using System.Collections.Generic;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>How a variable or capture of a method is assigned, and where it is last asked for.</summary>
internal sealed class VariableUse
{
    public ITypeSymbol? Type { get; private set; }

    /// <summary>How often it is set to a constant, a default or a truth value.</summary>
    public int Constants { get; private set; }

    /// <summary>How often it is set to anything else.</summary>
    public int Others { get; private set; }

    /// <summary>The last block that tests it, -1 for none; a test in a loop counts to the loop's end.</summary>
    public int LastTest { get; private set; } = -1;

    /// <summary>The last block that names it.</summary>
    public int LastReference { get; private set; } = -1;

    /// <summary>The uses of all variables of a graph.</summary>
    public static IReadOnlyDictionary<object, VariableUse> Of(ControlFlowGraph graph, int[] loopEnds)
    {
        var uses = new Dictionary<object, VariableUse>(VariableTable.Comparer);
        var captured = new Dictionary<CaptureId, ILocalSymbol>();
        foreach (BasicBlock block in graph.Blocks)
        {
            int end = loopEnds[block.Ordinal];
            foreach (IOperation operation in block.Operations)
            {
                NoteAssignment(operation is IExpressionStatementOperation statement ? statement.Operation : operation, uses);
                if (operation is IFlowCaptureOperation { Value: ILocalReferenceOperation { Local: var source } } capture)
                {
                    captured[capture.Id] = source;
                }

                foreach (VariableUse use in Named(operation, uses))
                {
                    use.LastReference = System.Math.Max(use.LastReference, end);
                }
            }

            if (block.BranchValue is not { } value)
            {
                continue;
            }

            foreach (VariableUse use in Named(value, uses))
            {
                use.LastReference = System.Math.Max(use.LastReference, end);
                if (block.ConditionKind != ControlFlowConditionKind.None)
                {
                    use.LastTest = System.Math.Max(use.LastTest, end);
                }
            }

            // What a switch decides on is captured: its cases test the variable.
            foreach (IOperation part in value.DescendantsAndSelf())
            {
                if (block.ConditionKind != ControlFlowConditionKind.None && part is IFlowCaptureReferenceOperation { Id: var id } &&
                    captured.TryGetValue(id, out ILocalSymbol? tested))
                {
                    VariableUse use = For(tested, uses);
                    use.LastTest = System.Math.Max(use.LastTest, end);
                }
            }
        }

        return uses;
    }

    private static void NoteAssignment(IOperation operation, Dictionary<object, VariableUse> uses)
    {
        (object? target, IOperation? value) = operation switch
        {
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment => (local, assignment.Value),
            IFlowCaptureOperation capture => (capture.Id, capture.Value),
            _ => default((object?, IOperation?)),
        };
        if (target is null)
        {
            return;
        }

        VariableUse use = For(target, uses);
        use.Type = value!.Type;
        if (IsConstant(value))
        {
            use.Constants++;
        }
        else if (value is IFlowCaptureReferenceOperation source && uses.TryGetValue(source.Id, out VariableUse? captured) && captured.Constants > 0)
        {
            // The result of a ?: or a switch whose arms are constants.
            use.Constants += captured.Constants;
        }
        else
        {
            use.Others++;
        }
    }

    private static bool IsConstant(IOperation value) =>
        value.ConstantValue.HasValue ||
        value is IDefaultValueOperation or IConversionOperation { Operand: IDefaultValueOperation } ||
        value.Type?.SpecialType == SpecialType.System_Boolean;

    private static IEnumerable<VariableUse> Named(IOperation operation, Dictionary<object, VariableUse> uses)
    {
        foreach (IOperation part in operation.DescendantsAndSelf())
        {
            switch (part)
            {
                case ILocalReferenceOperation { Local: var local }:
                    yield return For(local, uses);
                    break;
                case IFlowCaptureReferenceOperation { Id: var id }:
                    yield return For(id, uses);
                    break;
            }
        }
    }

    private static VariableUse For(object variable, Dictionary<object, VariableUse> uses)
    {
        if (!uses.TryGetValue(variable, out VariableUse? use))
        {
            uses.Add(variable, use = new VariableUse());
        }

        return use;
    }
}
