using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow;

/// <summary>What has to be known of a method's variables before its first path is followed.</summary>
internal sealed class MethodShape
{
    private readonly HashSet<ISymbol> _addressTaken = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _captured = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _writtenByNested = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, HashSet<ISymbol>> _capturesOf = new();
    private readonly Dictionary<ISymbol, SyntaxNode> _localFunctions = new(SymbolEqualityComparer.Default);
    private readonly List<(IMethodSymbol Nested, SyntaxNode Syntax, HashSet<ISymbol> Uses)> _usesOfFunctions = new();

    public MethodShape(IOperation root)
    {
        bool handsOverFunctions = false;
        foreach (IOperation operation in root.Descendants())
        {
            handsOverFunctions |= operation is IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction };
            switch (operation)
            {
                case IAddressOfOperation { Reference: var reference }:
                    if (VariableOf(reference) is { } variable)
                    {
                        _addressTaken.Add(variable);
                    }

                    break;
                case IAnonymousFunctionOperation { Symbol: var symbol, Body: var body }:
                    NoteNested(operation, symbol, body);
                    break;
                case ILocalFunctionOperation { Symbol: var symbol } function:
                    _localFunctions[symbol] = function.Syntax;
                    NoteNested(operation, symbol, function);
                    break;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction }:
                    CallsLocalFunctions = true;
                    break;
            }
        }

        if (handsOverFunctions || _usesOfFunctions.Count > 0)
        {
            NoteSiblings(root);
        }

        CloseCaptures();
    }

    /// <summary>Variables whose address is taken: a device may write them, so no read repeats an earlier one.</summary>
    public bool IsAddressTaken(ISymbol variable) => _addressTaken.Contains(variable);

    /// <summary>Variables that a lambda or local function uses: their contents may outlive the method.</summary>
    public bool IsCaptured(ISymbol variable) => _captured.Contains(variable);

    /// <summary>Variables that a lambda or local function assigns.</summary>
    public IReadOnlyCollection<ISymbol> WrittenByNested => _writtenByNested;

    /// <summary>Whether a local function is called, and not only handed over.</summary>
    public bool CallsLocalFunctions { get; }

    public bool HasCaptures => _captured.Count > 0;

    /// <summary>The variables of this method that a lambda or local function uses.</summary>
    public IReadOnlyCollection<ISymbol> CapturesOf(SyntaxNode nested) =>
        _capturesOf.TryGetValue(nested, out HashSet<ISymbol>? captures) ? captures : (IReadOnlyCollection<ISymbol>)System.Array.Empty<ISymbol>();

    public IReadOnlyCollection<ISymbol> CapturesOf(IMethodSymbol localFunction) =>
        _localFunctions.TryGetValue(localFunction.OriginalDefinition, out SyntaxNode? syntax) ? CapturesOf(syntax) : System.Array.Empty<ISymbol>();

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } => VariableOf(instance),
        _ => null,
    };

    /// <summary>A local function may use those beside it: what these use is asked for, what they do is their own affair.</summary>
    private void NoteSiblings(IOperation root)
    {
        IOperation whole = root;
        while (whole.Parent is { } parent)
        {
            whole = parent;
        }

        if (ReferenceEquals(whole, root))
        {
            return;
        }

        foreach (ILocalFunctionOperation function in whole.Descendants().OfType<ILocalFunctionOperation>())
        {
            if (!_localFunctions.ContainsKey(function.Symbol))
            {
                _localFunctions[function.Symbol] = function.Syntax;
                CollectCaptures(function, function.Symbol, function, (_, _) => { });
            }
        }
    }

    private void NoteNested(IOperation nested, IMethodSymbol symbol, IOperation body) =>
        CollectCaptures(nested, symbol, body, (variable, reference) =>
        {
            _captured.Add(variable);
            if (IsWritten(reference))
            {
                _writtenByNested.Add(variable);
            }
        });

    private void CollectCaptures(IOperation nested, IMethodSymbol symbol, IOperation body, System.Action<ISymbol, IOperation> note)
    {
        var captures = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var functions = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            IMethodSymbol? used = operation switch
            {
                IInvocationOperation call => call.TargetMethod,
                IMethodReferenceOperation reference => reference.Method,
                _ => null,
            };
            if (used is { MethodKind: MethodKind.LocalFunction })
            {
                functions.Add(used.OriginalDefinition);
            }

            if (VariableOf(operation) is not { } variable || operation is IFieldReferenceOperation || IsInside(variable.ContainingSymbol, symbol))
            {
                continue;
            }

            captures.Add(variable);
            note(variable, operation);
        }

        _capturesOf[nested.Syntax] = captures;
        if (functions.Count > 0)
        {
            _usesOfFunctions.Add((symbol, nested.Syntax, functions));
        }
    }

    /// <summary>Who uses a local function uses its variables.</summary>
    private void CloseCaptures()
    {
        bool hasGrown = _usesOfFunctions.Count > 0;
        while (hasGrown)
        {
            hasGrown = false;
            foreach ((IMethodSymbol nested, SyntaxNode syntax, HashSet<ISymbol> functions) in _usesOfFunctions)
            {
                HashSet<ISymbol> captures = _capturesOf[syntax];
                foreach (IMethodSymbol function in functions)
                {
                    foreach (ISymbol variable in CapturesOf(function).ToArray())
                    {
                        hasGrown |= !IsInside(variable.ContainingSymbol, nested) && captures.Add(variable);
                    }
                }
            }
        }
    }

    public static bool IsInside(ISymbol? container, ISymbol nested)
    {
        for (; container is not null; container = container.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(container, nested))
            {
                return true;
            }

            if (container is INamedTypeSymbol)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsWritten(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, reference),
        IIncrementOrDecrementOperation or IAddressOfOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation or IDeclarationExpressionOperation => true,
        _ => false,
    };
}
