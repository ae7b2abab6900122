using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// A variable that starts as -1 or null, and is later set to an index or an object, is asked whether it is still what it started as. That the computed
/// value could look like the start value is possible for the language and for no author.
/// </summary>
internal sealed class Sentinels
{
    private readonly Dictionary<ILocalSymbol, Value> _starts = new(SymbolEqualityComparer.Default);
    private readonly VariableTable _variables;

    public Sentinels(ControlFlowGraph graph, VariableTable variables, ValueTable values)
    {
        _variables = variables;
        var counts = new Dictionary<ILocalSymbol, int>(SymbolEqualityComparer.Default);
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                IOperation inner = operation is IExpressionStatementOperation statement ? statement.Operation : operation;
                if (inner is not ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value })
                {
                    continue;
                }

                counts[local] = counts.TryGetValue(local, out int count) ? count + 1 : 1;
                if (counts[local] == 1 && value.ConstantValue is { HasValue: true } constant && value.Type?.SpecialType != SpecialType.System_Boolean)
                {
                    _starts[local] = values.Constant(constant.Value);
                }
            }
        }

        foreach (ILocalSymbol local in _starts.Keys.Where(local => counts[local] == 1).ToArray())
        {
            _starts.Remove(local);
        }
    }

    /// <summary>Whether a path takes a computed value for the start value.</summary>
    /// <param name="state">The state before the branch.</param>
    /// <param name="condition">The condition, which tests one variable against constants.</param>
    /// <param name="outcome">How it comes out on the path.</param>
    public bool IsMistaken(FlowState state, IOperation condition, bool outcome)
    {
        if (_starts.Count == 0 || TestedLocal(condition) is not { } local || !_starts.TryGetValue(local, out Value? start) ||
            state.GetVariable(_variables.IndexOf(local)) is not { } value || !IsComputed(value))
        {
            return false;
        }

        return Evaluate(condition, local, start) is { } ofStart && ofStart == outcome;
    }

    /// <summary>Whether a value is computed from others. What a call returned is not: it may well be the error code that it is tested for.</summary>
    private static bool IsComputed(Value value) => value.Kind switch
    {
        ValueKind.Linear or ValueKind.Parameter or ValueKind.Member => true,
        ValueKind.Pure => (PureOperator)value.Data! is PureOperator.Other or PureOperator.Length,
        ValueKind.Join => true,
        ValueKind.Aged => IsComputed(value.Operands[0]),
        _ => false,
    };

    private static ILocalSymbol? TestedLocal(IOperation condition) => condition switch
    {
        IBinaryOperation { LeftOperand: var left, RightOperand: { ConstantValue.HasValue: true } } => LocalOf(left),
        IBinaryOperation { LeftOperand: { ConstantValue.HasValue: true }, RightOperand: var right } => LocalOf(right),
        _ => null,
    };

    private static ILocalSymbol? LocalOf(IOperation operation)
    {
        operation = operation.Unconverted();
        return (operation as ILocalReferenceOperation)?.Local;
    }

    /// <summary>The condition for the start value, where both are numbers.</summary>
    private static bool? Evaluate(IOperation condition, ILocalSymbol local, Value start)
    {
        var binary = (IBinaryOperation)condition;
        bool isLeft = SymbolEqualityComparer.Default.Equals(LocalOf(binary.LeftOperand), local);
        object? other = (isLeft ? binary.RightOperand : binary.LeftOperand).ConstantValue.Value;
        if (!start.IsConstant(out long number) || other is null or bool or string or double or float or decimal)
        {
            return null;
        }

        long constant = other is ulong big ? unchecked((long)big) : other is char character ? character
            : System.Convert.ToInt64(other, System.Globalization.CultureInfo.InvariantCulture);
        (long left, long right) = isLeft ? (number, constant) : (constant, number);
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Equals => left == right,
            BinaryOperatorKind.NotEquals => left != right,
            BinaryOperatorKind.LessThan => left < right,
            BinaryOperatorKind.LessThanOrEqual => left <= right,
            BinaryOperatorKind.GreaterThan => left > right,
            BinaryOperatorKind.GreaterThanOrEqual => left >= right,
            _ => null,
        };
    }
}
