using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// One search for the acquisitions behind an address: backwards from a value to the places it is read from, and from a place to everything that
/// is put into it. It ends without an answer at the first thing that it does not understand.
/// </summary>
internal sealed partial class OriginSearch
{
    private const int MostDepth = 24;

    private static readonly ImmutableArray<int> Whole = ImmutableArray<int>.Empty;

    private readonly FlowServices _services;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<StoragePath> _visited = new();
    private readonly List<IInvocationOperation> _found = new();
    private readonly HashSet<long> _distances = new();
    private readonly bool _isOfPart;
    private int _depth;
    private bool _isGiven;

    /// <param name="services">What the search asks.</param>
    /// <param name="isOfPart">Whether it looks for what a moved address was moved from: that is not moved again.</param>
    /// <param name="cancellation">Ends the search.</param>
    public OriginSearch(FlowServices services, bool isOfPart, CancellationToken cancellation)
    {
        _services = services;
        _isOfPart = isOfPart;
        _cancellation = cancellation;
    }

    public AddressOrigins Run(IOperation address) =>
        Trace(address, Whole) && _distances.Count <= 1
            ? new AddressOrigins(_found.Distinct().ToImmutableArray(), _distances.SingleOrDefault())
            : AddressOrigins.Unknown;

    /// <summary>Follows a value, or the part of it that matters.</summary>
    /// <returns>Whether all that it can be is understood.</returns>
    private bool Trace(IOperation? value, ImmutableArray<int> parts)
    {
        if (value is null || _depth >= MostDepth)
        {
            return false;
        }

        _depth++;
        bool isUnderstood = TraceUnconverted(value.Unconverted(), parts);
        _depth--;
        return isUnderstood;
    }

    private bool TraceUnconverted(IOperation value, ImmutableArray<int> parts)
    {
        switch (value)
        {
            case IDefaultValueOperation or ILiteralOperation:
                return true;
            case IConditionalOperation choice:
                return Trace(choice.WhenTrue, parts) && Trace(choice.WhenFalse, parts);
            case ICoalesceOperation coalesce:
                return Trace(coalesce.Value, parts) && Trace(coalesce.WhenNull, parts);
            case ITupleOperation tuple when parts.Length > 0 && parts[0] >= 0 && parts[0] < tuple.Elements.Length:
                return Trace(tuple.Elements[parts[0]], parts.RemoveAt(0));
            case IArrayCreationOperation array when IsElement(parts):
                return array.Initializer is null || array.Initializer.ElementValues.All(element => Trace(element, parts.RemoveAt(0)));
            case IObjectCreationOperation { Initializer: null } collection when IsElement(parts):
                return collection.Arguments.All(argument => Numbers.IsIntegral(argument.Value.Type));
            case IObjectCreationOperation { Arguments: { Length: 1 } arguments } made when _services.Known.IsAddress(made.Type):
                return arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 or 0u or 0L or 0ul };
            case IInvocationOperation call when parts.IsEmpty && _services.HalCalls.Recognize(call.TargetMethod) is HalOperation.Share or HalOperation.DmaAlloc:
                // What a caller acquires itself and gives to a helper is followed on the caller's own paths.
                _found.Add(call);
                _distances.Add(0);
                return !_isGiven;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } moved when parts.IsEmpty && _services.Known.IsAddress(moved.Type):
                return TraceMoved(moved);
            case IPropertyReferenceOperation { Property: { Name: "Paddr", ContainingType: var type }, Instance: { } allocation }
                when KnownTypes.Is(type, _services.Known.DmaAllocation):
                return Trace(allocation, parts);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return TraceParameter(parameter, parts);
        }

        return (IsElement(parts) && value.Syntax is CollectionExpressionSyntax { Elements.Count: 0 }) ||
            (PathOf(value) is { } path && TracePath(path with { Parts = path.Parts.AddRange(parts) }));
    }

    /// <summary>Follows an address that is moved by a constant.</summary>
    private bool TraceMoved(IBinaryOperation moved)
    {
        if (_isOfPart || _isGiven || moved.RightOperand.Unconverted().ConstantValue is not { HasValue: true, Value: int or uint or long or ulong and <= long.MaxValue or short or ushort or byte } by)
        {
            return false;
        }

        AddressOrigins origins = new OriginSearch(_services, isOfPart: true, _cancellation).Run(moved.LeftOperand);
        long distance = System.Convert.ToInt64(by.Value, System.Globalization.CultureInfo.InvariantCulture);
        _found.AddRange(origins.Acquisitions);
        _distances.Add(moved.OperatorKind == BinaryOperatorKind.Add ? distance : -distance);
        return !origins.Acquisitions.IsEmpty;
    }

    /// <summary>The place that a value is read from.</summary>
    private static StoragePath? PathOf(IOperation? value)
    {
        switch (value.Unconverted())
        {
            case ILocalReferenceOperation local:
                return new StoragePath(local.Local);
            case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } element, Instance: { } tuple }:
                return PathOf(tuple)?.Part(NumberOf(element));
            case IFieldReferenceOperation field:
                return new StoragePath(field.Field.OriginalDefinition);
            case IArrayElementReferenceOperation element:
                return PathOf(element.ArrayReference)?.Part(StoragePath.Element);
            case IPropertyReferenceOperation { Property.IsIndexer: true } element:
                return Collections.Is(element.Instance?.Type) ? PathOf(element.Instance)?.Part(StoragePath.Element) : null;
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "Nullable" or "KeyValuePair" } } inner:
                return PathOf(inner.Instance);
            case IPropertyReferenceOperation { Property.Name: "Values" } values when Collections.Is(values.Instance?.Type):
                return PathOf(values.Instance);
            case IPropertyReferenceOperation property:
                return new StoragePath(property.Property.OriginalDefinition);
            case IInvocationOperation { Instance: { } collection } call when Collections.Is(collection.Type) && Collections.Returns(call.TargetMethod):
                return PathOf(collection)?.Part(StoragePath.Element);
            case IInvocationOperation call when IsAtomic(call.TargetMethod):
                return PathOf(call.Arguments[0].Value);
            default:
                return null;
        }
    }

    /// <summary>Follows everything that is put into a place.</summary>
    private bool TracePath(StoragePath path)
    {
        if (!_visited.Add(path))
        {
            return true;
        }

        if (path.Root is ILocalSymbol local)
        {
            return TraceLocal(local, path.Parts);
        }

        bool isGiven = _isGiven;
        _isGiven = false;
        bool isUnderstood = !path.Root.DeclaringSyntaxReferences.IsEmpty &&
            MemberDomain.Writers(path.Root, _services.Compilation, _cancellation)?.ToList() is { } domain &&
            path.Root.DeclaringSyntaxReferences.All(reference => TraceDeclaration(path, reference.GetSyntax(_cancellation), domain)) &&
            MemberDomain.References(domain, path.Root, _services, _cancellation).All(use => use is not null && TraceUse(use, path.Parts));
        _isGiven = isGiven;
        return isUnderstood;
    }

    /// <summary>What a member has from the start: its initialiser, or the argument of its record's constructor.</summary>
    private bool TraceDeclaration(StoragePath path, SyntaxNode declaration, List<SyntaxNode> domain)
    {
        switch (declaration)
        {
            case VariableDeclaratorSyntax field:
                return field.Initializer is not { } initial || TraceInitializer(initial, path.Parts);
            case PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } property:
                return accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }) &&
                    (property.Initializer is not { } first || TraceInitializer(first, path.Parts));
            case ParameterSyntax positional:
                return path.Root.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
                    .FirstOrDefault(parameter => parameter.DeclaringSyntaxReferences.Any(at => at.GetSyntax(_cancellation) == positional)) is { } given &&
                    TraceArguments((IMethodSymbol)given.ContainingSymbol, given, domain, path.Parts);
            default:
                return false;
        }
    }

    private bool TraceInitializer(EqualsValueClauseSyntax initializer, ImmutableArray<int> parts) =>
        Trace(_services.Models.Of(initializer.SyntaxTree).GetOperation(initializer.Value, _cancellation), parts);

    private bool TraceLocal(ILocalSymbol local, ImmutableArray<int> parts)
    {
        return RootOf(local) is { } root && (local.IsRef ? Trace(PlaceOf(local, root), parts) : TraceUses(local, root, parts));
    }

    /// <summary>The place that a <c>ref</c> local is another name of.</summary>
    private static IOperation? PlaceOf(ILocalSymbol local, IOperation root) =>
        root.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declarator => Is(declarator.Symbol, local))?.GetVariableInitializer()?.Value;

    /// <summary>The operation tree of the method that has a local.</summary>
    private IOperation? RootOf(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is not { } declaration)
        {
            return null;
        }

        IOperation? root = null;
        for (SyntaxNode? node = declaration; node is not null and not MemberDeclarationSyntax && root is null; node = node.Parent)
        {
            root = _services.Models.Of(declaration.SyntaxTree).GetOperation(node, _cancellation);
        }

        while (root?.Parent is { } parent)
        {
            root = parent;
        }

        return root;
    }

    private bool TraceUses(ILocalSymbol local, IOperation root, ImmutableArray<int> parts) =>
        root.Descendants().All(operation => operation switch
        {
            ILocalReferenceOperation use when Is(use.Local, local) => TraceUse(use, parts),
            IVariableDeclaratorOperation declarator when Is(declarator.Symbol, local) => declarator.Parent is IForEachLoopOperation loop
                ? TraceElements(loop, parts)
                : declarator.GetVariableInitializer() is not { } initializer || Trace(initializer.Value, parts),
            IDeclarationPatternOperation pattern when Is(pattern.DeclaredSymbol, local) => pattern.Parent is IIsPatternOperation test && Trace(test.Value, parts),
            IRecursivePatternOperation pattern when Is(pattern.DeclaredSymbol, local) => pattern.Parent is IIsPatternOperation test && Trace(test.Value, parts),
            _ => true,
        });

    private bool TraceElements(IForEachLoopOperation loop, ImmutableArray<int> parts) =>
        PathOf(loop.Collection) is { } collection && TracePath(collection with { Parts = collection.Parts.Add(StoragePath.Element).AddRange(parts) });

    /// <summary>Follows what the calls of a method give for a parameter, where all of them are seen.</summary>
    private bool TraceParameter(IParameterSymbol parameter, ImmutableArray<int> parts)
    {
        if (parameter is not { RefKind: RefKind.None, IsParams: false, ContainingSymbol: IMethodSymbol { IsVirtual: false, IsOverride: false, IsAbstract: false } method } ||
            method.MethodKind is not (MethodKind.Ordinary or MethodKind.Constructor) ||
            MemberDomain.Declarations(method, _services.Compilation, _cancellation)?.ToList() is not { } domain)
        {
            return false;
        }

        bool isGiven = _isGiven;
        _isGiven |= method.MethodKind == MethodKind.Ordinary;
        bool isUnderstood = IsNeverAssigned(parameter) && TraceArguments(method, parameter, domain, parts);
        _isGiven = isGiven;
        return isUnderstood;
    }

    private bool TraceArguments(IMethodSymbol method, IParameterSymbol parameter, List<SyntaxNode> domain, ImmutableArray<int> parts)
    {
        foreach (SyntaxNode part in domain)
        {
            SemanticModel model = _services.Models.Of(part.SyntaxTree);
            foreach (SyntaxNode node in part.DescendantNodes())
            {
                if (!MayName(node, method) || !Is(model.GetSymbolInfo(node, _cancellation).Symbol?.OriginalDefinition, method.OriginalDefinition))
                {
                    continue;
                }

                ImmutableArray<IArgumentOperation> arguments = CallOf(node, model) switch
                {
                    IInvocationOperation call => call.Arguments,
                    IObjectCreationOperation creation => creation.Arguments,
                    _ => ImmutableArray<IArgumentOperation>.Empty, // named without a call: a delegate, source that is not complete
                };
                if (!Trace(arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value, parts))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool MayName(SyntaxNode node, IMethodSymbol method) => method.MethodKind == MethodKind.Constructor
        ? node is BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax
        : node is SimpleNameSyntax name && name.Identifier.ValueText == method.Name;

    private IOperation? CallOf(SyntaxNode node, SemanticModel model) => node is SimpleNameSyntax
        ? node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && call.Expression.Span.Contains(node.Span) ? model.GetOperation(call, _cancellation) : null
        : model.GetOperation(node, _cancellation);

    private bool IsNeverAssigned(IParameterSymbol parameter)
    {
        foreach (SyntaxReference reference in parameter.ContainingSymbol.DeclaringSyntaxReferences)
        {
            SyntaxNode declaration = reference.GetSyntax(_cancellation);
            SemanticModel model = _services.Models.Of(declaration.SyntaxTree);
            foreach (SimpleNameSyntax name in declaration.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == parameter.Name))
            {
                bool isWritten = name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name;
                if ((isWritten || name.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or RefExpressionSyntax) &&
                    Is(model.GetSymbolInfo(name, _cancellation).Symbol, parameter))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsElement(ImmutableArray<int> parts) => parts.Length > 0 && parts[0] == StoragePath.Element;

    private static bool IsAtomic(IMethodSymbol method) =>
        method is { Name: "Exchange" or "CompareExchange" or "Read" or "Write", ContainingType.Name: "Interlocked" or "Volatile", Parameters.Length: > 0 };

    private static int NumberOf(IFieldSymbol element) =>
        element.ContainingType.TupleElements.Select(one => one.CorrespondingTupleField ?? one).ToList()
            .FindIndex(one => one.Name == (element.CorrespondingTupleField ?? element).Name);

    private static bool Is(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
