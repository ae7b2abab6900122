using System.Collections.Immutable;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Findings;

/// <summary>One defect that a rule found on some path.</summary>
internal sealed class Finding
{
    private readonly SyntaxNode? _site;

    public Finding(DiagnosticDescriptor descriptor, SyntaxNode place, params object?[] arguments)
    {
        Descriptor = descriptor;
        Place = place;
        Arguments = arguments;
    }

    public DiagnosticDescriptor Descriptor { get; }

    /// <summary>Where the squiggle goes.</summary>
    public SyntaxNode Place { get; }

    public object?[] Arguments { get; }

    /// <summary>Further places: the share or allocation, the exit of the path.</summary>
    public ImmutableArray<Microsoft.CodeAnalysis.Location> Related { get; init; } = ImmutableArray<Microsoft.CodeAnalysis.Location>.Empty;

    /// <summary>The call that is wrong, where the squiggle goes to a part of it; of several findings at one call one is reported.</summary>
    public SyntaxNode Site
    {
        get => _site ?? Place;
        init => _site = value;
    }

    /// <summary>A token whose leak explains the finding: where the leak is reported, this is not.</summary>
    public Token? FollowsFrom { get; init; }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptor, Place.GetLocation(), Related, Arguments);
}
