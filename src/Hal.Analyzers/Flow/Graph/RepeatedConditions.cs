using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// The conditions and flags that a method tests more than once. Correct code relies on their repeating themselves, so paths on which they came
/// out differently stay apart until the last test.
/// </summary>
internal sealed class RepeatedConditions
{
    private const int MostConditions = 32;
    private const int MostFlags = 16;

    private readonly Dictionary<SyntaxNode, (int Index, bool Negated)> _conditions = new();
    private readonly int[] _lastTests = new int[MostConditions];
    private readonly List<(int Variable, int LastTest)> _flags = new();

    public RepeatedConditions(ControlFlowGraph graph, VariableTable variables, KnownTypes known)
    {
        int[] loopEnds = LoopEnds(graph);
        FindConditions(graph, loopEnds);
        FindFlags(graph, loopEnds, variables, known);
    }

    /// <summary>Notes how a condition came out.</summary>
    public void Note(FlowState state, IOperation condition, bool outcome)
    {
        if (_conditions.TryGetValue(condition.Syntax, out (int Index, bool Negated) found))
        {
            int shift = found.Index * 2;
            ulong bits = outcome != found.Negated ? 3UL : 1UL;
            state.Outcomes = (state.Outcomes & ~(3UL << shift)) | (bits << shift);
        }
    }

    /// <summary>What keeps a state apart at the start of a block: outcomes and flags that a later test may ask for.</summary>
    public ulong KeyOf(FlowState state, int block)
    {
        ulong outcomes = state.Outcomes;
        for (int i = 0; outcomes >> (i * 2) != 0 && i < MostConditions; i++)
        {
            if (block > _lastTests[i])
            {
                outcomes &= ~(3UL << (i * 2));
            }
        }

        state.Outcomes = outcomes;
        ulong key = outcomes;
        foreach ((int variable, int lastTest) in _flags)
        {
            if (block <= lastTest && state.GetVariable(variable) is { } constant && IsConstant(constant))
            {
                // Neither the first constant nor the first variable counts as nothing.
                key = unchecked((key * 31) + ((ulong)(constant.Id + 1) * 0x100000001B3) + (ulong)(variable + 1));
            }
        }

        return key;
    }

    private static bool IsConstant(Value value) =>
        value.Kind == ValueKind.Constant || (value.Kind == ValueKind.Buffer && value.Operands[0].IsZero);

    /// <summary>For each block, the last block of the outermost loop it is in: a test in a loop is made again until its end.</summary>
    private static int[] LoopEnds(ControlFlowGraph graph)
    {
        int[] ends = Enumerable.Range(0, graph.Blocks.Length).ToArray();
        foreach (BasicBlock block in graph.Blocks)
        {
            Widen(block.FallThroughSuccessor);
            Widen(block.ConditionalSuccessor);

            void Widen(ControlFlowBranch? branch)
            {
                if (branch?.Destination is { } target && target.Ordinal <= block.Ordinal)
                {
                    for (int i = target.Ordinal; i <= block.Ordinal; i++)
                    {
                        ends[i] = System.Math.Max(ends[i], block.Ordinal);
                    }
                }
            }
        }

        return ends;
    }

    private void FindConditions(ControlFlowGraph graph, int[] loopEnds)
    {
        var byText = new Dictionary<string, List<(SyntaxNode Syntax, bool Negated, int Block)>>();
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { ConstantValue.HasValue: false } condition ||
                condition.Kind is OperationKind.IsNull)
            {
                continue;
            }

            (string text, bool negated) = Normalize(condition.Syntax);
            if (!byText.TryGetValue(text, out List<(SyntaxNode Syntax, bool Negated, int Block)>? uses))
            {
                byText.Add(text, uses = new());
            }

            uses.Add((condition.Syntax, negated, block.Ordinal));
        }

        int index = 0;
        foreach (List<(SyntaxNode Syntax, bool Negated, int Block)> uses in byText.Values.Where(uses => uses.Count > 1))
        {
            if (index == MostConditions)
            {
                break;
            }

            foreach ((SyntaxNode syntax, bool negated, int _) in uses)
            {
                _conditions[syntax] = (index, negated);
            }

            (SyntaxNode last, bool _, int block) = uses[uses.Count - 1];
            _lastTests[index] = loopEnds[LastBlockIn(graph, last.FirstAncestorOrSelf<BlockSyntax>(), block)];

            index++;
        }
    }

    /// <summary>The last block with code of a piece of source: what a test decides there is used until its end.</summary>
    private static int LastBlockIn(ControlFlowGraph graph, SyntaxNode? scope, int from)
    {
        if (scope is null)
        {
            return graph.Blocks.Length - 1;
        }

        int last = from;
        for (int i = from; i < graph.Blocks.Length; i++)
        {
            BasicBlock block = graph.Blocks[i];
            if (block.Operations.Any(operation => scope.Span.Contains(operation.Syntax.Span)) ||
                (block.BranchValue is { } value && scope.Span.Contains(value.Syntax.Span)))
            {
                last = i;
            }
        }

        return last;
    }

    /// <summary>The text of a condition without negations, so that <c>x == y</c> and <c>x != y</c> are one.</summary>
    private static (string Text, bool Negated) Normalize(SyntaxNode syntax)
    {
        bool negated = false;
        while (true)
        {
            switch (syntax)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    syntax = parenthesized.Expression;
                    continue;
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                    syntax = not.Operand;
                    negated = !negated;
                    continue;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } differs:
                    return ($"{differs.Left.WithoutTrivia()}=={differs.Right.WithoutTrivia()}", !negated);
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equals:
                    return ($"{equals.Left.WithoutTrivia()}=={equals.Right.WithoutTrivia()}", negated);
                default:
                    return (syntax.WithoutTrivia().ToString(), negated);
            }
        }
    }

    /// <summary>
    /// Variables whose constants decide something later: flags, states and error codes that a condition asks for, and directions and default
    /// buffers, which decide what a share is.
    /// </summary>
    private void FindFlags(ControlFlowGraph graph, int[] loopEnds, VariableTable variables, KnownTypes known)
    {
        foreach (KeyValuePair<object, VariableUse> entry in VariableUse.Of(graph, loopEnds))
        {
            VariableUse use = entry.Value;
            bool decidesShare = KnownTypes.Is(use.Type, known.BufferDirection) || KnownTypes.Is(use.Type, known.DmaBuffer);

            // A capture lives for a statement: which arm of a ?:, ?? or ?. it came from is cheap to keep.
            bool isArm = entry.Key is CaptureId && use.Constants > 0;
            int last = isArm || (decidesShare && use.Constants > 0) ? use.LastReference : use.Others == 0 && use.Constants > 1 ? use.LastTest : -1;
            if (last >= 0 && _flags.Count < MostFlags)
            {
                _flags.Add((variables.IndexOf(entry.Key), last));
            }
        }
    }
}
