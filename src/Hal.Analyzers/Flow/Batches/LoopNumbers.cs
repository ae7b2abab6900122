using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>
/// The numbers that loops start from and run to, and the counters they count with: what is known of one number is known of another only where both
/// are the same variable, and nothing changes it in between.
/// </summary>
internal sealed class LoopNumbers
{
    private readonly IOperation _root;

    private readonly Dictionary<ISymbol, List<IOperation>> _writes = new(SymbolEqualityComparer.Default);

    public LoopNumbers(IOperation root)
    {
        _root = root;
        foreach (IOperation operation in root.Descendants())
        {
            IOperation? target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation step => step.Target,
                IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => argument.Value,
                IAddressOfOperation address => address.Reference,
                _ => null,
            };
            if (operation is IVariableDeclaratorOperation declarator)
            {
                Note(declarator.Symbol, operation);
            }
            else if (target is not null && SymbolOf(target) is { } symbol)
            {
                Note(symbol, operation);
            }
        }

        void Note(ISymbol symbol, IOperation write)
        {
            if (!_writes.TryGetValue(symbol, out List<IOperation>? writes))
            {
                _writes.Add(symbol, writes = new List<IOperation>());
            }

            writes.Add(write);
        }
    }

    /// <summary>The operations that change a variable, its declaration among them; null where there is none.</summary>
    public IReadOnlyList<IOperation>? WritesOf(ISymbol variable) => _writes.TryGetValue(variable, out List<IOperation>? writes) ? writes : null;

    public static ISymbol? SymbolOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>What a loop that goes back over the elements starts from: a number, or the counter as the filling loop left it.</summary>
    public Bound? StartOf(IOperation? value, IOperation loop)
    {
        if (value is null || BoundOf(value) is { } known)
        {
            return value is null ? null : BoundOf(value);
        }

        (IOperation inner, long offset) = Split(value);
        return inner is ILocalReferenceOperation { Local: var counter } && (IsLeftBySteps(counter, loop) || IsLeftAt(counter, value))
            ? new Bound(counter, false, offset)
            : null;
    }

    /// <summary>What a loop runs up to: a number, or the counter of another loop in the turn that it is in.</summary>
    public Bound? LimitOf(IOperation value)
    {
        if (BoundOf(value) is { } known)
        {
            return known;
        }

        (IOperation inner, long offset) = Split(value);
        return inner is ILocalReferenceOperation { Local: var counter } && (IsFixedInTurn(counter) || IsLeftAt(counter, value))
            ? new Bound(counter, false, offset)
            : null;
    }

    /// <summary>Whether a local is the counter of a loop, which nothing but the head of the loop changes.</summary>
    private bool IsFixedInTurn(ILocalSymbol counter)
    {
        IForLoopOperation? loop = _writes[counter].Select(LoopStatements.StepsOf).FirstOrDefault(steps => steps is not null);
        return loop is not null && _writes[counter].TrueForAll(write =>
            ReferenceEquals(LoopStatements.StepsOf(write), loop) || loop.Before.Any(before => before.Syntax.Span.Contains(write.Syntax.Span)) ||
            (write is IVariableDeclaratorOperation && write.Syntax.Span.End <= loop.Syntax.SpanStart));
    }

    /// <summary>
    /// Whether a counter, where a loop starts, is what another loop has counted up to: whatever else writes it stands before that one, is the step
    /// of the loop itself, or stands where the method is left.
    /// </summary>
    public bool IsLeftBySteps(ILocalSymbol counter, IOperation loop)
    {
        IForLoopOperation? filling = null;
        foreach (IOperation write in _writes[counter])
        {
            if (loop.Syntax.Span.Contains(write.Syntax.Span))
            {
                continue;
            }

            if (LoopStatements.StepsOf(write) is { } counting)
            {
                if (filling is not null && !ReferenceEquals(filling, counting))
                {
                    return false;
                }

                filling = counting;
            }
        }

        return filling is not null && filling.Syntax.SpanStart < loop.Syntax.SpanStart && _writes[counter].TrueForAll(write =>
            loop.Syntax.Span.Contains(write.Syntax.Span) || ReferenceEquals(LoopStatements.StepsOf(write), filling) || write.Syntax.Span.End <= filling.Syntax.SpanStart ||
            filling.Before.Any(before => before.Syntax.Span.Contains(write.Syntax.Span)) || LoopStatements.IsLeaving(write, loop));
    }

    /// <summary>Whether the body of a loop changes its counter and goes on: where it unwinds and leaves, the turns are behind.</summary>
    public bool IsWrittenInTurns(ILocalSymbol counter, IForLoopOperation loop) =>
        _writes[counter].Exists(write => loop.Body.Syntax.Span.Contains(write.Syntax.Span) && !LoopStatements.IsLeaving(write, loop));

    /// <summary>Whether no turn of a loop is left early behind the step of its counter.</summary>
    public bool IsStepLast(ILocalSymbol counter, ILoopOperation loop)
    {
        List<IOperation> exits = loop.Body.Descendants().Where(part => part is IBranchOperation { BranchKind: not BranchKind.Continue } or IReturnOperation or IThrowOperation).ToList();
        return _writes[counter].TrueForAll(write =>
            !loop.Body.Syntax.Span.Contains(write.Syntax.Span) || LoopStatements.IsLeaving(write, loop) ||
            exits.TrueForAll(exit => exit.Syntax.SpanStart < write.Syntax.SpanStart));
    }

    /// <summary>A number that does not change in the method.</summary>
    public Bound? BoundOf(IOperation? value)
    {
        if (value is null)
        {
            return null;
        }

        (IOperation inner, long offset) = Split(value);
        if (inner.ConstantValue is { HasValue: true, Value: int or long or short or byte or uint or ushort } constant)
        {
            return Bound.Constant(System.Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture) + offset);
        }

        return inner switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation when SymbolOf(inner) is { } symbol && IsFixed(symbol) => new Bound(symbol, false, offset),
            IPropertyReferenceOperation { Property.Name: "Length" or "Count", Instance: { } owner } => LengthOf(owner)?.Plus(offset),
            _ => null,
        };
    }

    /// <summary>How many elements an array or a collection has that the method does not exchange for another.</summary>
    public Bound? LengthOf(IOperation table) => table.Unconverted() switch
    {
        IFieldReferenceOperation { Field: { IsReadOnly: true, Type: IArrayTypeSymbol } field, Instance: IInstanceReferenceOperation } => new Bound(field.OriginalDefinition, true, 0),
        var variable => SymbolOf(variable) is { } symbol && IsFixed(symbol) ? LengthMade(symbol) ?? new Bound(symbol, true, 0) : null,
    };

    /// <summary>A number where it stands: one that does not change in the method, or what a counter says when its loop is through.</summary>
    public Bound? NumberAt(IOperation value)
    {
        if (BoundOf(value) is { } known)
        {
            return known;
        }

        (IOperation inner, long offset) = Split(value);
        return inner is ILocalReferenceOperation { Local: var counter } && IsLeftAt(counter, value) ? new Bound(counter, false, offset) : null;
    }

    /// <summary>Whether nothing changes a counter any more from a place on: all that does stands before it, in loops that are through, or leaves.</summary>
    private bool IsLeftAt(ILocalSymbol counter, IOperation place)
    {
        if (!_writes.TryGetValue(counter, out List<IOperation>? writes))
        {
            return false;
        }

        foreach (IOperation write in writes)
        {
            if (write.Syntax.Span.End > place.Syntax.SpanStart && !LoopStatements.IsLeaving(write, place))
            {
                return false;
            }
        }

        for (IOperation? outer = place.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation && writes.Exists(write => outer.Syntax.Span.Contains(write.Syntax.Span)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a number is what a call, of which nothing is seen, has answered after a loop was through, and nobody asks how it compares with
    /// another: it may be less than the elements that the loop has filled.
    /// </summary>
    public bool IsAnswer(Bound number, ILoopOperation loop)
    {
        if (number is not { IsLength: false, Symbol: ILocalSymbol local } || !_writes.TryGetValue(local, out List<IOperation>? writes) || writes.Count != 1 ||
            writes[0] is not IVariableDeclaratorOperation { Initializer.Value: var value } || writes[0].Syntax.SpanStart < loop.Syntax.Span.End ||
            value.Unconverted() is not IInvocationOperation { TargetMethod: var method } || !method.DeclaringSyntaxReferences.IsEmpty || IsOfFramework(method))
        {
            return false;
        }

        return UsesOf(number).All(use => IsLimit(use) || IsComparedWithConstant(use));
    }

    /// <summary>Whether nobody looks at a number that comes from elsewhere but the loops that run up to it.</summary>
    public bool IsOnlyLimit(Bound number) =>
        (number.Symbol is IParameterSymbol || (number.Symbol is { } local && WritesOf(local) is { Count: 1 } writes &&
            writes[0] is IVariableDeclaratorOperation { Initializer.Value: var value } && value.Unconverted() is IPropertyReferenceOperation or IFieldReferenceOperation)) &&
        UsesOf(number).All(IsLimit);

    /// <summary>A method of the framework tells what the driver has, not what a device has done.</summary>
    private static bool IsOfFramework(IMethodSymbol method)
    {
        INamespaceSymbol? space = method.ContainingNamespace;
        while (space?.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space?.Name == "System";
    }

    private IEnumerable<IOperation> UsesOf(Bound number) => _root.Descendants()
        .Where(use => Is(SymbolOf(use), number.Symbol!))
        .Select(use => number.IsLength ? use.Parent : use)
        .Where(use => !number.IsLength || use is IPropertyReferenceOperation { Property.Name: "Length" or "Count" })
        .Select(use => Outermost(use!));

    private static IOperation Outermost(IOperation use)
    {
        while (use.Parent is IConversionOperation or IParenthesizedOperation)
        {
            use = use.Parent;
        }

        return use;
    }

    /// <summary>Whether a use of a number bounds a loop or an array, or tells somebody else of it.</summary>
    private static bool IsLimit(IOperation use) => use.Parent is
        IBinaryOperation { Parent: IForLoopOperation or IWhileLoopOperation } or IArrayCreationOperation or IReturnOperation or IInterpolationOperation or
        IConditionalOperation { Type: not null };

    private static bool IsComparedWithConstant(IOperation use) =>
        use.Parent is IBinaryOperation both && (ReferenceEquals(both.LeftOperand, use) ? both.RightOperand : both.LeftOperand).ConstantValue.HasValue;

    /// <summary>Whether a parameter is never assigned, or a local only where it is declared.</summary>
    public bool IsFixed(ISymbol symbol) =>
        !_writes.TryGetValue(symbol, out List<IOperation>? writes) || (symbol is ILocalSymbol && writes.Count == 1 && writes[0] is IVariableDeclaratorOperation);

    /// <summary>The number of elements that an array was made with, where the method makes it.</summary>
    private Bound? LengthMade(ISymbol array) =>
        _writes.TryGetValue(array, out List<IOperation>? writes) && writes.Count == 1 &&
        writes[0] is IVariableDeclaratorOperation { Initializer.Value: IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } }
            ? BoundOf(sizes[0])
            : null;

    public static (IOperation Inner, long Offset) Split(IOperation value)
    {
        value = value.Unconverted();
        if (value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum && !value.ConstantValue.HasValue)
        {
            bool isSum = sum.OperatorKind == BinaryOperatorKind.Add;
            if (sum.RightOperand.ConstantValue is { HasValue: true, Value: int right })
            {
                (IOperation inner, long offset) = Split(sum.LeftOperand);
                return (inner, offset + (isSum ? right : -right));
            }

            if (isSum && sum.LeftOperand.ConstantValue is { HasValue: true, Value: int left })
            {
                (IOperation inner, long offset) = Split(sum.RightOperand);
                return (inner, offset + left);
            }
        }

        return (value, 0);
    }

    public static bool Is(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    public bool IsWrittenIn(ISymbol counter, IOperation part) => IsWrittenIn(counter, new[] { part });

    public bool IsWrittenIn(ISymbol counter, IEnumerable<IOperation> parts) =>
        _writes.TryGetValue(counter, out List<IOperation>? writes) &&
        parts.Any(part => writes.Any(write => part.Syntax.Span.Contains(write.Syntax.Span)));
}
