using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Finds out whether a type takes addresses out of an object that it puts some into. Then a path that leaves an address there has not lost it:
/// whoever takes it out can release it.
/// </summary>
internal sealed class TakeBacks
{
    private readonly FlowServices _services;
    private readonly ConcurrentDictionary<ISymbol, bool> _answers = new(SymbolEqualityComparer.Default);

    public TakeBacks(FlowServices services) => _services = services;

    /// <summary>Whether the object that a call puts something into is one that the type takes addresses out of.</summary>
    public bool Exist(IOperation? put, CancellationToken cancellation)
    {
        ISymbol? holder = (put as IInvocationOperation)?.Instance switch
        {
            IFieldReferenceOperation field => field.Field.OriginalDefinition,
            IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property => property.Property.OriginalDefinition,
            _ => null,
        };
        if (holder is null)
        {
            return false;
        }

        if (!_answers.TryGetValue(holder, out bool any))
        {
            any = Find(holder, cancellation);
            _answers.TryAdd(holder, any);
        }

        return any;
    }

    private bool Find(ISymbol holder, CancellationToken cancellation)
    {
        foreach (SyntaxReference part in holder.ContainingType.DeclaringSyntaxReferences)
        {
            SemanticModel model = _services.Models.Of(part.SyntaxTree);
            foreach (SyntaxNode node in part.GetSyntax(cancellation).DescendantNodes())
            {
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } call &&
                    NameOf(receiver) == holder.Name &&
                    SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(receiver, cancellation).Symbol?.OriginalDefinition, holder) &&
                    model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol method && GivesOut(method))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? NameOf(ExpressionSyntax receiver) => receiver switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };

    private bool GivesOut(IMethodSymbol method) =>
        _services.Known.IsAddress(method.ReturnType) ||
        method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out && _services.Known.IsAddress(parameter.Type));
}
