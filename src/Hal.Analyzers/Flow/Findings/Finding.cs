using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Findings;

/// <summary>One defect that a rule found on some path.</summary>
internal sealed class Finding
{
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

    /// <summary>What a code fix needs to know.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The rank among the findings at one call: one defect has one id.</summary>
    public int Precedence { get; init; }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptor, Place.GetLocation(), Related, Properties, Arguments);
}
