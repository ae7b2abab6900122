using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Hal.CodeFixes.Flow;

/// <summary>One way to mend a finding of a flow rule, offered as one action.</summary>
internal sealed class Remedy
{
    private readonly Func<FindingSite, IEnumerable<SyntaxNode>> _rewrite;

    public Remedy(string title, Func<FindingSite, IEnumerable<SyntaxNode>> rewrite)
    {
        Title = title;
        _rewrite = rewrite;
    }

    /// <summary>Whether it may change another member of the type than that of the finding.</summary>
    public bool ChangesType { get; set; }

    /// <summary>What the action is called; it tells the actions of one fix apart too.</summary>
    public string Title { get; }

    /// <summary>The root of the document as it could be, the best first; nothing where the code has another shape than the remedy is right for.</summary>
    public IEnumerable<SyntaxNode> Rewrite(FindingSite site) => _rewrite(site);
}
