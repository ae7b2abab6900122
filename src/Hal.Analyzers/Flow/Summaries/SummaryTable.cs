using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>
/// The summaries of a compilation's methods, inferred on demand and from the bottom up, so that the answer does not depend on who asks first. A
/// method that calls itself, over however many others, is unknown.
/// </summary>
internal sealed class SummaryTable
{
    private readonly FlowServices _services;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary> _summaries = new(SymbolEqualityComparer.Default);

    // Methods that call each other: while one of them is looked into, this thread knows nothing of the others, and no other thread sees that.
    private readonly ThreadLocal<HashSet<IMethodSymbol>> _inProgress = new(() => new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default));

    public SummaryTable(FlowServices services) => _services = services;

    public MethodSummary Get(IMethodSymbol method, CancellationToken cancellation)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        if (_inProgress.Value.Contains(definition))
        {
            return MethodSummary.Unknown;
        }

        if (!_summaries.TryGetValue(definition, out MethodSummary? summary))
        {
            // Computed without a lock: two threads may do the same work, and get the same result.
            new BottomUp(this, cancellation).Visit(definition);
            summary = _summaries[definition];
        }

        return summary;
    }

    private MethodSummary Infer(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.IsAsync && method.ReturnsVoid)
        {
            return MethodSummary.Unknown;
        }

        if (_services.Bodies.Get(method, cancellation) is not { } body || IsIterator(method))
        {
            return MethodSummary.Unknown;
        }

        try
        {
            return MethodFlow.Summarize(_services, method, body.Graph, cancellation);
        }
        catch (BudgetExceededException)
        {
            return MethodSummary.Unknown;
        }
    }

    /// <summary>An iterator runs when it is enumerated, not when it is called.</summary>
    private static bool IsIterator(IMethodSymbol method) => !method.IsAsync && method.ReturnType.OriginalDefinition.SpecialType is
        SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_IEnumerator or
        SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_IEnumerator_T;

    /// <summary>
    /// Strongly connected components of the call graph below a method, callees first (Tarjan). Iterative: a chain of calls may be longer than the
    /// stack is deep.
    /// </summary>
    private sealed class BottomUp
    {
        private readonly SummaryTable _table;
        private readonly CancellationToken _cancellation;
        private readonly Dictionary<IMethodSymbol, int> _indices = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<IMethodSymbol, int> _lows = new(SymbolEqualityComparer.Default);
        private readonly Stack<IMethodSymbol> _open = new();
        private readonly HashSet<IMethodSymbol> _isOpen = new(SymbolEqualityComparer.Default);

        public BottomUp(SummaryTable table, CancellationToken cancellation)
        {
            _table = table;
            _cancellation = cancellation;
        }

        public void Visit(IMethodSymbol start)
        {
            var frames = new Stack<(IMethodSymbol Method, int Next)>();
            Enter(start, frames);
            while (frames.Count > 0)
            {
                _cancellation.ThrowIfCancellationRequested();
                (IMethodSymbol method, int next) = frames.Pop();
                IReadOnlyList<IMethodSymbol> callees = CalleesOf(method);
                if (next < callees.Count)
                {
                    frames.Push((method, next + 1));
                    IMethodSymbol callee = callees[next];
                    if (_isOpen.Contains(callee))
                    {
                        _lows[method] = Math.Min(_lows[method], _indices[callee]);
                    }
                    else if (!_indices.ContainsKey(callee) && !_table._summaries.ContainsKey(callee))
                    {
                        Enter(callee, frames);
                    }

                    continue;
                }

                Leave(method, callees);
                if (frames.Count > 0)
                {
                    IMethodSymbol caller = frames.Peek().Method;
                    _lows[caller] = Math.Min(_lows[caller], _lows[method]);
                }
            }
        }

        private void Enter(IMethodSymbol method, Stack<(IMethodSymbol Method, int Next)> frames)
        {
            _lows[method] = _indices[method] = _indices.Count;
            _open.Push(method);
            _isOpen.Add(method);
            frames.Push((method, 0));
        }

        private void Leave(IMethodSymbol method, IReadOnlyList<IMethodSymbol> callees)
        {
            if (_lows[method] != _indices[method])
            {
                return;
            }

            var component = new List<IMethodSymbol>();
            IMethodSymbol member;
            do
            {
                member = _open.Pop();
                _isOpen.Remove(member);
                component.Add(member);
            }
            while (!SymbolEqualityComparer.Default.Equals(member, method));

            bool isRecursive = component.Count > 1 || callees.Contains(method, SymbolEqualityComparer.Default);
            if (!isRecursive)
            {
                _table._summaries[method] = _table.Infer(method, _cancellation);
                return;
            }

            var inferred = new List<MethodSummary>();
            HashSet<IMethodSymbol> inProgress = _table._inProgress.Value;
            inProgress.UnionWith(component);
            try
            {
                inferred.AddRange(component.Select(each => _table.Infer(each, _cancellation)));
            }
            finally
            {
                inProgress.ExceptWith(component);
            }

            for (int i = 0; i < component.Count; i++)
            {
                _table._summaries[component[i]] = inferred[i];
            }
        }

        private IReadOnlyList<IMethodSymbol> CalleesOf(IMethodSymbol method) =>
            _table._services.Bodies.Get(method, _cancellation)?.Callees ?? (IReadOnlyList<IMethodSymbol>)Array.Empty<IMethodSymbol>();
    }
}
