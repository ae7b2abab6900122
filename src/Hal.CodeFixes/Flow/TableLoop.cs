using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// The loop that fills a table: which elements it has filled when a statement leaves, and what an expression of one turn is in the words
/// of another.
/// </summary>
internal sealed class TableLoop
{
    private readonly FindingSite _site;
    private readonly SyntaxNode _loop;
    private readonly TableStore _store;

    public TableLoop(FindingSite site, SyntaxNode loop, TableStore store)
    {
        _site = site;
        _loop = loop;
        _store = store;
    }

    private StatementSyntax Body => _loop switch
    {
        ForStatementSyntax counted => counted.Statement,
        CommonForEachStatementSyntax each => each.Statement,
        WhileStatementSyntax test => test.Statement,
        _ => ((DoStatementSyntax)_loop).Statement,
    };

    private SyntaxNode Function => StableExpression.Function(_loop)!;

    /// <summary>
    /// The counter of <c>for (int i = first; i &lt; until; i++)</c> whose body does not change it; null for every other loop.
    /// </summary>
    private VariableDeclaratorSyntax? Counter =>
        _loop is ForStatementSyntax
        {
            Declaration.Variables: { Count: 1 } variables,
            Incrementors: { Count: 1 } steps,
            Condition: BinaryExpressionSyntax { Left: IdentifierNameSyntax tested } condition
        }
        && variables[0] is { Initializer: not null } counter
        && condition.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
        && tested.Identifier.ValueText == counter.Identifier.ValueText
        && IsStep(steps[0], counter.Identifier.ValueText)
        && SymbolOf(counter) is { } symbol
        && StableExpression.CountWrites(_site, symbol, Body) == 0
            ? counter
            : null;

    // Each turn puts one element, or leaves the method.
    private bool FillsEachTurn
    {
        get
        {
            for (SyntaxNode node = _store.Statement; node != Body; node = node.Parent!)
            {
                bool passes = node.Parent switch
                {
                    BlockSyntax { Parent: TryStatementSyntax { Finally: null } guarded } block when guarded.Block == block =>
                        block.Statements.Last() == node && guarded.Catches.All(clause => !Completes(clause.Block)),
                    BlockSyntax or UnsafeStatementSyntax or CheckedStatementSyntax or LockStatementSyntax or FixedStatementSyntax => true,
                    TryStatementSyntax guarded => guarded.Block == node,
                    _ => false,
                };
                if (!passes)
                {
                    return false;
                }
            }

            return !JumpsOf<ContinueStatementSyntax>().Any(jump => jump.SpanStart < _store.Statement.SpanStart);
        }
    }

    private bool RunsOnce => TableStore.CreationOf(_site, _store.Table) is { Parent: { } scope }
        && !_loop.Ancestors().TakeWhile(node => node != scope).Any(StableExpression.IsLoop);

    /// <summary>
    /// The elements that are filled at a statement that leaves, for a loop over them: <c>for (Type j = First; j Until; j++)</c>; null
    /// where that cannot be told.
    /// </summary>
    public (string Type, string First, string Until)? FilledAt(StatementSyntax exit) => _store.Index switch
    {
        null => _store.Table.Type.Name == "List" ? ("int", "0", $"< {_store.Table.Name}.Count") : null,
        IdentifierNameSyntax index when Counter is { } counter && IsSymbol(index, SymbolOf(counter)) => FilledByCounter(counter, exit),
        IdentifierNameSyntax count when IncrementAfterStore(count) is { } increment
            && !(exit.SpanStart > _store.Statement.SpanStart && exit.SpanStart < increment.Span.End) => FilledByCount(count, exit),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: IdentifierNameSyntax count }
            when !IsInCatchOf(_store.Statement, exit) => FilledByCount(count, exit),
        _ => null,
    };

    /// <summary>
    /// An expression of the filling turn, for the element that a counter names; null where evaluating it again may give something else.
    /// </summary>
    public string? InTurn(ExpressionSyntax expression, string counter) => Rewrite(expression, counter, depth: 4)?.WithoutTrivia().ToString();

    private (string Type, string First, string Until)? FilledByCounter(VariableDeclaratorSyntax counter, StatementSyntax exit)
    {
        if (!FillsEachTurn || !RunsOnce || !IsRepeatable(counter.Initializer!.Value))
        {
            return null;
        }

        string type = ((VariableDeclarationSyntax)counter.Parent!).Type.ToString();
        string first = counter.Initializer!.Value.ToString();
        string name = counter.Identifier.Text;
        if (Body.Span.Contains(exit.Span))
        {
            bool before = exit.SpanStart < _store.Statement.SpanStart || IsInCatchOf(_store.Statement, exit);
            return (type, first, $"{(before ? "<" : "<=")} {name}");
        }

        var condition = (BinaryExpressionSyntax)((ForStatementSyntax)_loop).Condition!;
        return exit.SpanStart > _loop.Span.End && !IsInCatchOf(_loop, exit) && !JumpsOf<BreakStatementSyntax>().Any()
            && IsRepeatable(condition.Right)
            ? (type, first, $"{condition.OperatorToken.Text} {condition.Right}")
            : null;
    }

    // table[count] = ...; count++;
    private StatementSyntax? IncrementAfterStore(IdentifierNameSyntax count) =>
        StatementList.Around(_store.Statement) is { } list
        && list.Statements.ElementAtOrDefault(list.Index + 1) is ExpressionStatementSyntax { Expression: var step } increment
        && IsStep(step, count.Identifier.ValueText)
            ? increment
            : null;

    private (string Type, string First, string Until)? FilledByCount(IdentifierNameSyntax count, StatementSyntax exit) =>
        _site.Model.GetSymbolInfo(count, _site.Cancellation).Symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Int32 } local
        && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_site.Cancellation) is VariableDeclaratorSyntax declarator
        && declarator.Initializer is { Value: LiteralExpressionSyntax { Token.Value: 0 } }
        && !_loop.Span.Contains(declarator.Span)
        && declarator.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()?.Parent is { } scope && scope.Span.Contains(exit.Span)
        && StableExpression.CountWrites(_site, local, Function) == 1
            ? ("int", "0", $"< {local.Name}")
            : null;

    private static bool IsStep(ExpressionSyntax step, string counter) => step switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: IdentifierNameSyntax name } =>
            name.Identifier.ValueText == counter,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression, Operand: IdentifierNameSyntax name } =>
            name.Identifier.ValueText == counter,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Left: IdentifierNameSyntax name,
            Right: LiteralExpressionSyntax { Token.Value: 1 } } =>
            name.Identifier.ValueText == counter,
        _ => false,
    };

    private static bool IsInCatchOf(SyntaxNode guarded, StatementSyntax exit) => exit.Ancestors()
        .Where(node => node is CatchClauseSyntax or FinallyClauseSyntax)
        .Any(clause => ((TryStatementSyntax)clause.Parent!).Block.Span.Contains(guarded.Span));

    private bool Completes(BlockSyntax block) => _site.Model.AnalyzeControlFlow(block) is not { Succeeded: true, EndPointIsReachable: false };

    private IEnumerable<T> JumpsOf<T>()
        where T : StatementSyntax => Body.DescendantNodes().OfType<T>().Where(jump =>
            jump.Ancestors()
                .First(node => StableExpression.IsLoop(node)
                    || (node is SwitchStatementSyntax && typeof(T) == typeof(BreakStatementSyntax))) == _loop);

    private ISymbol? SymbolOf(VariableDeclaratorSyntax declarator) => _site.Model.GetDeclaredSymbol(declarator, _site.Cancellation);

    private bool IsSymbol(ExpressionSyntax expression, ISymbol? symbol) =>
        SymbolEqualityComparer.Default.Equals(_site.Model.GetSymbolInfo(expression, _site.Cancellation).Symbol, symbol);

    private bool IsRepeatable(ExpressionSyntax expression) => Rewrite(expression, counter: null, depth: 0) is not null;

    private ExpressionSyntax? Rewrite(ExpressionSyntax expression, string? counter, int depth)
    {
        var replaced = new Dictionary<SyntaxNode, ExpressionSyntax>();
        foreach (SyntaxNode node in expression.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax name && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
                && !IsName(name))
            {
                if (ValueOf(name, counter, depth) is not { } value)
                {
                    return null;
                }

                replaced.Add(name, value.WithTriviaFrom(name));
            }
            else if (!MayBeRepeated(node))
            {
                return null;
            }
        }

        return expression.ReplaceNodes(replaced.Keys, (node, _) => replaced[node]);
    }

    // Types, namespaces, methods.
    private bool IsName(IdentifierNameSyntax name) =>
        name.Parent is NameColonSyntax
            || _site.Model.GetSymbolInfo(name, _site.Cancellation).Symbol is INamespaceOrTypeSymbol or IMethodSymbol;

    /// <summary>What a variable of the filling turn is called in the turn of the counter; null where it may have changed.</summary>
    private ExpressionSyntax? ValueOf(IdentifierNameSyntax name, string? counter, int depth)
    {
        ISymbol? symbol = _site.Model.GetSymbolInfo(name, _site.Cancellation).Symbol;
        SyntaxNode? declaration = symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_site.Cancellation);
        switch (symbol)
        {
            case IFieldSymbol field when field.IsConst || field.IsReadOnly:
            case IParameterSymbol { RefKind: RefKind.None or RefKind.In } when StableExpression.IsNeverReassigned(_site, symbol, Function):
            case ILocalSymbol { IsConst: true }:
                return name;
            case ILocalSymbol { IsRef: false } when declaration is null || !_loop.Span.Contains(declaration.Span):
                return StableExpression.IsNeverReassigned(_site, symbol, Function) ? name : null;
            case ILocalSymbol { IsRef: false } when counter is null:
                return null;
            case ILocalSymbol { IsRef: false } when Counter is { } own && declaration == own:
                return IsIndexedByCounter(own) || (FillsInStep && own.Initializer!.Value is LiteralExpressionSyntax { Token.Value: 0 })
                    ? SyntaxFactory.IdentifierName(counter!) : null;
            case ILocalSymbol { IsRef: false } when declaration == _loop && _loop is ForEachStatementSyntax each:
                return FillsInStep && IsIndexable(each.Expression) && Rewrite(each.Expression, counter, depth: 0) is { } all
                    ? SyntaxFactory.ParseExpression($"{all.WithoutTrivia()}[{counter}]")
                    : null;
            case ILocalSymbol { IsRef: false } when depth > 0 && declaration is VariableDeclaratorSyntax { Initializer.Value: { } value }
                && StableExpression.IsNeverReassigned(_site, symbol, Function):
                return Rewrite(value, counter, depth - 1) is not { } rewritten ? null
                    : rewritten is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
                        or InvocationExpressionSyntax || name.Parent is ArgumentSyntax
                        ? rewritten
                        : SyntaxFactory.ParenthesizedExpression(rewritten.WithoutTrivia());
            default:
                return null;
        }
    }

    private bool IsIndexedByCounter(VariableDeclaratorSyntax counter) => _store.Index is { } index && IsSymbol(index, SymbolOf(counter));

    // The elements are in the order of the turns, from the first.
    private bool FillsInStep => FillsEachTurn && RunsOnce;

    private bool MayBeRepeated(SyntaxNode node)
    {
        switch (node)
        {
            case BaseObjectCreationExpressionSyntax { Initializer: null } creation:
                ITypeSymbol? created = _site.Model.GetTypeInfo(creation, _site.Cancellation).Type;
                return KnownTypes.Is(created, _site.Known.DmaBuffer) || _site.Known.IsAddress(created);
            case InvocationExpressionSyntax call:
                return _site.Model.GetSymbolInfo(call, _site.Cancellation).Symbol is IMethodSymbol method
                    && (KnownTypes.Is(method.ContainingType, _site.Known.DmaBuffer)
                        || method.ContainingType is { Name: "HalConstants", ContainingNamespace.Name: "Hal" });
            case ElementAccessExpressionSyntax { ArgumentList.Arguments.Count: 1 } element:
                return IsIndexable(element.Expression) && !IsWrittenTo(element.Expression);
            case MemberAccessExpressionSyntax access:
                return IsValueRead(access);
            case BinaryExpressionSyntax binary:
                return binary.Kind() is not (SyntaxKind.CoalesceExpression or SyntaxKind.AsExpression);
            case PrefixUnaryExpressionSyntax unary:
                return unary.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.UnaryPlusExpression or SyntaxKind.BitwiseNotExpression
                    or SyntaxKind.LogicalNotExpression;
            case IdentifierNameSyntax or TypeSyntax or LiteralExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax
                or CheckedExpressionSyntax or SizeOfExpressionSyntax or DefaultExpressionSyntax or ThisExpressionSyntax
                or BaseArgumentListSyntax or ArgumentSyntax or TypeArgumentListSyntax or NameColonSyntax:
                return true;
            default:
                return false;
        }
    }

    // What is read of a value is the value's; of an object only what it is given once.
    private bool IsValueRead(MemberAccessExpressionSyntax access) => _site.Model.GetSymbolInfo(access, _site.Cancellation).Symbol switch
    {
        INamespaceOrTypeSymbol or IMethodSymbol => true,
        IFieldSymbol field => field.IsConst || field.IsReadOnly || (!field.IsStatic && field.ContainingType.IsValueType),
        IPropertySymbol { IsStatic: false } property => property.ContainingType is { IsValueType: true }
            || KnownTypes.Is(property.ContainingType, _site.Known.PinnedBuffer)
            || (property.Name is "Length" or "Count" && IsIndexable(access.Expression)),
        IPropertySymbol property => property.ContainingType is { Name: "HalConstants", ContainingNamespace.Name: "Hal" },
        null => true, // the length of an array
        _ => false,
    };

    private bool IsIndexable(ExpressionSyntax expression) => _site.Model.GetTypeInfo(expression, _site.Cancellation).Type switch
    {
        IArrayTypeSymbol { Rank: 1 } or IPointerTypeSymbol => true,
        INamedTypeSymbol { TypeArguments.Length: 1 } type => _site.Known.IsSpan(type)
            || type.Name is "List" or "IList" or "IReadOnlyList" or "ImmutableArray",
        _ => false,
    };

    private bool IsWrittenTo(ExpressionSyntax table) => Function.DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(assignment =>
            assignment.Left.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>()
                .Any(element => element.Expression.ToString() == table.ToString()));
}
