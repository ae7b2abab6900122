using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// The pages and the direction of the owners of DMA memory that a member holds, where all that is ever put into it is made with the same
/// constants: <c>_ring = new Dma&lt;THal&gt;(2, Both)</c> in one method says how far another may write.
/// </summary>
internal sealed class OwnerMembers
{
    private readonly FlowServices _services;
    private readonly ConcurrentDictionary<ISymbol, OwnerParts> _members = new(SymbolEqualityComparer.Default);

    public OwnerMembers(FlowServices services) => _services = services;

    public OwnerParts PartsOf(ISymbol member, CancellationToken cancellation)
    {
        if (!_members.TryGetValue(member.OriginalDefinition, out OwnerParts? parts))
        {
            parts = Find(member.OriginalDefinition, cancellation);
            _members.TryAdd(member.OriginalDefinition, parts);
        }

        return parts;
    }

    private OwnerParts Find(ISymbol member, CancellationToken cancellation)
    {
        if (member is not (IFieldSymbol or IPropertySymbol) || _services.Known.DmaBaseOf(Members.TypeOf(member)) is null || member.DeclaringSyntaxReferences.Length != 1 ||
            MemberDomain.Writers(member, _services.Compilation, cancellation)?.ToList() is not { } domain)
        {
            return OwnerParts.Unknown;
        }

        EqualsValueClauseSyntax? initializer;
        switch (member.DeclaringSyntaxReferences[0].GetSyntax(cancellation))
        {
            case VariableDeclaratorSyntax field:
                initializer = field.Initializer;
                break;
            case PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } property when accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }):
                initializer = property.Initializer;
                break;
            default:
                return OwnerParts.Unknown;
        }

        OwnerParts? parts = null;
        if (initializer is not null && !Take(_services.Models.Of(initializer.SyntaxTree).GetOperation(initializer.Value, cancellation)))
        {
            return OwnerParts.Unknown;
        }

        foreach (IOperation? use in MemberDomain.References(domain, member, _services, cancellation))
        {
            if (use is null || !TakeWritten(use))
            {
                return OwnerParts.Unknown;
            }
        }

        return parts ?? OwnerParts.Unknown;

        bool TakeWritten(IOperation use)
        {
            switch (use.Parent)
            {
                case IAssignmentOperation assignment when ReferenceEquals(assignment.Target, use):
                    return Take(assignment.Value);
                case IArgumentOperation { Parameter.RefKind: RefKind.Out } argument:
                    return Take(argument.Parent);
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref, Parent: IInvocationOperation { TargetMethod: { Name: "Exchange", ContainingType.Name: "Interlocked" } } exchange }:
                    return Take(exchange.Arguments[1].Value);
                case ITupleOperation { Parent: IDeconstructionAssignmentOperation } or IArgumentOperation { Parameter.RefKind: RefKind.Ref } or IAddressOfOperation:
                    return false;
                default:
                    return true;
            }
        }

        bool Take(IOperation? value)
        {
            value = value.Unconverted();
            if (value is IDefaultValueOperation or ILiteralOperation)
            {
                return true;
            }

            if (MakerOf(value, cancellation) is not { } maker || PartsMadeBy(maker) is not { } made)
            {
                return false;
            }

            parts = parts?.Common(made) ?? made;
            return true;
        }
    }

    /// <summary>The creation of an owner, itself or in the one place where a local is given it.</summary>
    private IOperation? MakerOf(IOperation? value, CancellationToken cancellation)
    {
        if (value is not ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: { Length: 1 } places } local })
        {
            return value;
        }

        SyntaxNode declaration = places[0].GetSyntax(cancellation);
        IEnumerable<SyntaxNode> around = declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes() ?? Enumerable.Empty<SyntaxNode>();
        if (around.OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local.Name && FixedMembers.MayWrite(name)))
        {
            return null;
        }

        SyntaxNode? maker = declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initial } => initial,
            SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax argument } } => argument.FirstAncestorOrSelf<InvocationExpressionSyntax>(),
            _ => null,
        };
        return maker is null ? null : _services.Models.Of(maker.SyntaxTree).GetOperation(maker, cancellation).Unconverted();
    }

    private OwnerParts? PartsMadeBy(IOperation maker)
    {
        bool isMade = maker switch
        {
            IObjectCreationOperation { Type: INamedTypeSymbol type, Arguments.Length: 2 } => _services.Known.IsPlainOwner(type),
            IInvocationOperation { TargetMethod: { Name: "TryCreate", ContainingType: var type }, Arguments.Length: 3 } => _services.Known.IsPlainOwner(type),
            _ => false,
        };
        long? pages = Arguments.Number(maker, "pages", _services.FixedMembers);
        return isMade ? new OwnerParts(pages > 0 ? pages : null, Arguments.Number(maker, "direction", _services.FixedMembers)) : null;
    }
}
