using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Finds out whether a type that releases what a field holds in one member drops it unreleased in another, which ends the work: Stop, Reset, Dispose.
/// Whoever releases takes it out of the field, so what is in it when the work ends is still live; and that member leaves no time for others to
/// release it, nor looks whether there is something.
/// </summary>
internal sealed class MemberDrops
{
    // What ends an object's work, as authors call it. What starts it may clear a field that is known to be empty.
    private static readonly string[] s_ends =
    {
        "Stop", "Reset", "Close", "Dispose", "Shutdown", "ShutDown", "Remove", "Down", "Disable", "Cancel", "Abort", "Detach", "Cleanup", "CleanUp", "Destroy",
        "Unbind", "Halt", "Kill", "Suspend", "Disconnect", "Teardown", "TearDown", "Free", "Uninit", "Unplug", "Deinit", "Quit",
    };

    // What gives others the time to release it.
    private static readonly string[] s_waits =
    {
        "Wait", "Join", "Drain", "Flush", "Quiesce", "Poll", "Process", "Run", "Reap", "Complete", "Finish", "Invoke", "Sync", "Sleep", "Yield", "Raise",
    };

    private readonly FlowServices _services;
    private readonly ConcurrentDictionary<ISymbol, MemberDrop?> _drops = new(SymbolEqualityComparer.Default);

    public MemberDrops(FlowServices services) => _services = services;

    /// <summary>The member that drops what is in a field; null where there is none for certain.</summary>
    public MemberDrop? Of(ISymbol field, CancellationToken cancellation)
    {
        if (!_drops.TryGetValue(field, out MemberDrop? drop))
        {
            drop = Find(field, cancellation);
            _drops.TryAdd(field, drop);
        }

        return drop;
    }

    private MemberDrop? Find(ISymbol field, CancellationToken cancellation)
    {
        if (field is ILocalSymbol || field.IsStatic || MemberDomain.TypeOf(field) is not { IsValueType: false } domain ||
            !SymbolEqualityComparer.Default.Equals(domain, field.ContainingType.OriginalDefinition))
        {
            return null;
        }

        // By the member that they stand in. One use that is not understood is one that may do anything.
        var uses = new Dictionary<IMethodSymbol, List<IOperation>>(SymbolEqualityComparer.Default);
        IEnumerable<SyntaxNode> declarations = domain.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation));
        foreach (IOperation? use in MemberDomain.References(declarations, field, _services, cancellation))
        {
            if (use is null)
            {
                return null;
            }

            if (MethodOf(use, cancellation) is not { } method)
            {
                continue; // what the field starts with
            }

            if (!uses.TryGetValue(method, out List<IOperation>? inMethod))
            {
                uses.Add(method, inMethod = new List<IOperation>());
            }

            inMethod.Add(use);
        }

        var handles = new HandleUses(_services);
        List<IMethodSymbol> releasing = uses.Where(entry => !entry.Value.TrueForAll(handles.IsHarmless)).Select(entry => entry.Key).ToList();
        if (releasing.Exists(method => IsGivenAway(method, domain, cancellation)))
        {
            return null;
        }

        if (releasing.Count == 0 || !releasing.TrueForAll(method => uses[method].Exists(use => IsDrop(use) || Takes(use))))
        {
            return null;
        }

        foreach (KeyValuePair<IMethodSymbol, List<IOperation>> entry in uses.OrderBy(entry => entry.Value[0].Syntax.SpanStart))
        {
            if (IsEnd(entry.Key) && entry.Value.Count == 1 && IsDrop(entry.Value[0]) && IsUnconditional(entry.Value[0], domain) &&
                !releasing.Contains(entry.Key, SymbolEqualityComparer.Default))
            {
                return new MemberDrop(entry.Key, entry.Value[0].Parent!.Syntax);
            }
        }

        return null;
    }

    /// <summary>Whether a method is named without being called: whoever has the delegate may call it at any time.</summary>
    private static bool IsGivenAway(IMethodSymbol method, INamedTypeSymbol domain, CancellationToken cancellation) => domain.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax(cancellation).DescendantNodes().OfType<SimpleNameSyntax>())
        .Any(name => name.Identifier.ValueText == method.Name &&
            (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (SyntaxNode)name).Parent is not InvocationExpressionSyntax);

    private IMethodSymbol? MethodOf(IOperation use, CancellationToken cancellation)
    {
        SyntaxNode? declaration = use.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax);
        return declaration switch
        {
            BaseMethodDeclarationSyntax or AccessorDeclarationSyntax =>
                _services.Models.Of(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellation) as IMethodSymbol,
            PropertyDeclarationSyntax { ExpressionBody: not null } =>
                (_services.Models.Of(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellation) as IPropertySymbol)?.GetMethod,
            _ => null,
        };
    }

    private static bool IsEnd(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation, IsAsync: false } &&
        (method.DeclaredAccessibility != Accessibility.Private || !method.ExplicitInterfaceImplementations.IsEmpty) &&
        s_ends.Any(end => NameOf(method).StartsWith(end, StringComparison.Ordinal) || NameOf(method).StartsWith("On" + end, StringComparison.Ordinal));

    private static string NameOf(IMethodSymbol method) => method.Name.Substring(method.Name.LastIndexOf('.') + 1);

    /// <summary>Whether a use gives up what the field holds: nothing is assigned, or the collection in it is cleared.</summary>
    private static bool IsDrop(IOperation use) => use.Parent switch
    {
        ISimpleAssignmentOperation { IsRef: false, Parent: IExpressionStatementOperation } assignment =>
            ReferenceEquals(assignment.Target, use) && IsNothing(assignment.Value.Unconverted()),
        IInvocationOperation { TargetMethod.Name: "Clear", Arguments.IsEmpty: true } call => ReferenceEquals(call.Instance, use) && Collections.Is(use.Type),
        IConversionOperation { Parent: IArgumentOperation argument } => IsCleared(argument),
        IArgumentOperation argument => IsCleared(argument),
        _ => false,
    };

    /// <summary>Whether an array is given to <c>Array.Clear</c>.</summary>
    private static bool IsCleared(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod: { Name: "Clear", ContainingType.SpecialType: SpecialType.System_Array }, Arguments.Length: 1 };

    private static bool IsNothing(IOperation? value) =>
        value is IDefaultValueOperation or ILiteralOperation { ConstantValue.Value: null } or IArrayCreationOperation { Initializer: null } ||
        (value is IObjectCreationOperation { Initializer: null, Arguments.IsEmpty: true } made && Collections.Is(made.Type));

    /// <summary>Whether a use takes an element out of the collection in the field, or leaves nothing in a place of the array.</summary>
    private static bool Takes(IOperation use) =>
        use.Parent is IArrayElementReferenceOperation { Parent: ISimpleAssignmentOperation emptied } element &&
            ReferenceEquals(emptied.Target, element) && IsNothing(emptied.Value.Unconverted()) ||
        use.Parent is IInvocationOperation call && ReferenceEquals(call.Instance, use) && Collections.Is(use.Type) &&
        call.TargetMethod.Name is "Remove" or "RemoveAt" or "RemoveFirst" or "RemoveLast" or "TryRemove" or "TryDequeue" or "TryPop" or "TryTake" or "Dequeue" or "Pop" or "Take";

    /// <summary>
    /// Whether a method drops what the field holds whenever it is called, and nothing that it does before can have released it: it calls no code of the
    /// type, waits for nothing, and asks the state of the object for nothing.
    /// </summary>
    private bool IsUnconditional(IOperation drop, INamedTypeSymbol domain)
    {
        IOperation statement = drop;
        while (statement.Parent is { } parent && statement is not IExpressionStatementOperation)
        {
            statement = parent;
        }

        for (IOperation? outer = statement.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is not (IBlockOperation or ILockOperation or ITryOperation or IMethodBodyOperation or IUsingOperation) || outer.Parent is ICatchClauseOperation)
            {
                return false;
            }
        }

        IOperation root = statement;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().Where(part => part.Syntax.SpanStart < drop.Syntax.SpanStart).All(part => !MayRelease(part, domain) && !MayLeave(part));
    }

    private bool MayRelease(IOperation part, INamedTypeSymbol domain) => part switch
    {
        IInvocationOperation { TargetMethod: var method } call =>
            method.MethodKind == MethodKind.DelegateInvoke || IsOwn(method, domain) ||
            call.Arguments.Any(argument => argument.Value.Unconverted() is IInstanceReferenceOperation or IDelegateCreationOperation) ||
            s_waits.Any(wait => method.Name.Contains(wait)),
        IPropertyReferenceOperation { Property: var property } => IsOwn(property, domain) && property.GetMethod is { IsImplicitlyDeclared: false, DeclaringSyntaxReferences.IsEmpty: false } getter &&
            getter.DeclaringSyntaxReferences[0].GetSyntax() is AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } or ArrowExpressionClauseSyntax,
        IAwaitOperation or IAnonymousFunctionOperation or ILocalFunctionOperation or IEventReferenceOperation => true,
        _ => false,
    };

    /// <summary>Whether a method of the object's own, or of another of this compilation that has one, is called.</summary>
    private static bool IsOwn(ISymbol member, INamedTypeSymbol domain) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, domain) ||
        (domain.BaseType is { SpecialType: not SpecialType.System_Object } parent && SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, parent.OriginalDefinition));

    private static bool MayLeave(IOperation part) =>
        part is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.GoTo } or IWhileLoopOperation ||
        (part is IInvocationOperation { TargetMethod: var method } && (method.Name == "Assert" || method.Parameters.Any(parameter => NeverReturns.Unless(parameter) is not null)));
}
