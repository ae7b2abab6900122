using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

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

    public RepeatedConditions(ControlFlowGraph graph, VariableTable variables)
    {
        int[] loopEnds = LoopEnds(graph);
        FindConditions(graph, loopEnds);
        FindFlags(graph, loopEnds, variables);
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
            if (block <= lastTest && state.GetVariable(variable) is { Kind: Values.ValueKind.Constant } constant)
            {
                key = unchecked((key * 31) + (ulong)constant.Id + (ulong)variable);
            }
        }

        return key;
    }

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

            foreach ((SyntaxNode syntax, bool negated, int block) in uses)
            {
                _conditions[syntax] = (index, negated);
                _lastTests[index] = System.Math.Max(_lastTests[index], loopEnds[LastBlockIn(graph, syntax.FirstAncestorOrSelf<BlockSyntax>(), block)]);
            }

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

    /// <summary>Locals that are only ever set to constants and that a condition asks for: flags, states, error codes.</summary>
    private void FindFlags(ControlFlowGraph graph, int[] loopEnds, VariableTable variables)
    {
        var constants = new Dictionary<ILocalSymbol, int>(SymbolEqualityComparer.Default);
        var others = new HashSet<ILocalSymbol>(SymbolEqualityComparer.Default);
        var tests = new Dictionary<ILocalSymbol, int>(SymbolEqualityComparer.Default);
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                IOperation inner = operation is IExpressionStatementOperation statement ? statement.Operation : operation;
                if (inner is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var target } } assignment)
                {
                    if (assignment.Value.ConstantValue.HasValue || assignment.Value.Type?.SpecialType == SpecialType.System_Boolean)
                    {
                        constants[target] = constants.TryGetValue(target, out int count) ? count + 1 : 1;
                    }
                    else
                    {
                        others.Add(target);
                    }
                }
            }

            if (block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } condition)
            {
                foreach (IOperation part in condition.DescendantsAndSelf())
                {
                    if (part is ILocalReferenceOperation { Local: var tested })
                    {
                        int last = tests.TryGetValue(tested, out int earlier) ? earlier : 0;
                        tests[tested] = System.Math.Max(last, loopEnds[block.Ordinal]);
                    }
                }
            }
        }

        foreach (KeyValuePair<ILocalSymbol, int> test in tests)
        {
            if (_flags.Count < MostFlags && !others.Contains(test.Key) && constants.TryGetValue(test.Key, out int assignments) && assignments > 1)
            {
                _flags.Add((variables.IndexOf(test.Key), test.Value));
            }
        }
    }
}
