using System.Collections.Generic;
using Hal.Analyzers.Flow.Findings;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Implementation;

/// <summary>
/// A rule on the code of a HAL: one descriptor, and what it finds in the five members and the methods that they call. A rule has no state
/// and knows no other rule. It is found by its type: there is no list of rules.
/// </summary>
internal abstract class ImplementationRule
{
    public abstract DiagnosticDescriptor Descriptor { get; }

    public abstract IEnumerable<Finding> Check(HalSource hal);
}
