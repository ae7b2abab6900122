using System;
using System.Collections.Generic;

namespace Hal.TwoWitnesses.Running;

/// <summary>
/// The outcomes of one run: choices that are given, and the first outcome for what comes after them. From the choices that a run came to,
/// <see cref="Next"/> makes the next run: so all outcomes are enumerated, each once.
/// </summary>
internal sealed class Script
{
    // A loop that only the script ends runs at most so often; from here on the outcomes are drawn.
    private const int MostEnumerated = 14;
    private const int MostChoices = 400;

    private readonly int[] _given;
    private readonly Random _random;
    private readonly bool _isDrawn;
    private readonly double _rate;
    private readonly double _habit;
    private readonly Dictionary<(int Line, int Count), int> _habits = [];
    private readonly List<(int Choice, int Count)> _made = [];

    /// <param name="given">The first choices; the first outcome for what comes after them.</param>
    public Script(params int[] given)
    {
        _given = given;
        _random = new Random(given.Length);
        _rate = 0.3;
    }

    private Script(int seed, int[] start)
        : this(start)
    {
        _random = new Random(seed);
        _isDrawn = true;

        // Calls that throw end most paths early: some runs have hardly any, to see what comes late.
        _rate = new[] { 0.3, 0.1, 0.02 }[seed % 3];
        _habit = new[] { 0, 0.8 }[seed % 2];
    }

    /// <summary>Whether outcomes beyond the enumerated depth were needed.</summary>
    public bool IsTruncated => _made.Count > MostEnumerated;

    /// <summary>The outcomes that the run has come to.</summary>
    public IReadOnlyList<int> Made => _made.ConvertAll(made => made.Choice);

    /// <summary>A script whose outcomes are drawn, but for those that it starts with.</summary>
    public static Script Draw(int seed, int[] start) => new(seed, start);

    /// <summary>The outcome of a question that has so many.</summary>
    public int Choose(int count) => Choose(count, Draw(count, () => _random.Next(count)));

    /// <summary>The way in which a call fails, of so many, or 0 where it does not.</summary>
    public int ChooseFailure(int count) =>
        Choose(count + 1, Draw(-count, () => _random.NextDouble() < _rate ? 1 + _random.Next(count) : 0));

    /// <summary>The script that differs in its last outcome that can still grow; null after the last.</summary>
    public Script? Next()
    {
        int last = int.Min(_made.Count, MostEnumerated) - 1;
        while (last >= 0 && _made[last].Choice == _made[last].Count - 1)
        {
            last--;
        }

        if (last < 0)
        {
            return null;
        }

        int[] given = new int[last + 1];
        for (int i = 0; i < last; i++)
        {
            given[i] = _made[i].Choice;
        }

        given[last] = _made[last].Choice + 1;
        return new Script(given);
    }

    public override string ToString() => string.Join(' ', _made.ConvertAll(made => made.Choice));

    // What a statement did once it mostly does again, in runs with habits: so a loop goes the same way twice.
    private int Draw(int kind, Func<int> draw)
    {
        if (_random.NextDouble() >= _habit)
        {
            return draw();
        }

        (int, int) key = (Trace.Line, kind);
        if (!_habits.TryGetValue(key, out int habit))
        {
            _habits.Add(key, habit = draw());
        }

        return habit;
    }

    private int Choose(int count, int drawn)
    {
        if (_made.Count >= MostChoices)
        {
            throw new EndlessRunException();
        }

        bool isDrawn = _isDrawn || _made.Count >= MostEnumerated;
        bool isGiven = _made.Count < _given.Length && _given[_made.Count] < count; // a drawn run may ask another question here than the run it starts as
        int choice = isGiven ? _given[_made.Count] : isDrawn ? drawn : 0;
        _made.Add((choice, count));
        return choice;
    }
}
