using System.Collections.Generic;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>
/// The choices of one statement: a call whose paths the caller must tell apart makes a choice. The statement is run once for each combination, each
/// time from the same state.
/// </summary>
internal sealed class ChoiceSequence
{
    // A statement with more combinations than this takes the first paths of its later calls only together with all of the earlier.
    private const int MostRuns = 16;

    private readonly List<(int Taken, int Count)> _choices = new();
    private int _position;
    private int _runs;

    public void Reset()
    {
        _choices.Clear();
        _position = 0;
        _runs = 1;
    }

    /// <summary>Chooses one of <paramref name="count"/> alternatives.</summary>
    public int Choose(int count)
    {
        if (_position == _choices.Count)
        {
            _choices.Add((0, count));
        }

        return _choices[_position++].Taken;
    }

    /// <summary>Goes to the next combination.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Advance()
    {
        _position = 0;
        if (++_runs > MostRuns)
        {
            return false;
        }

        while (_choices.Count > 0)
        {
            (int taken, int count) = _choices[_choices.Count - 1];
            if (taken + 1 < count)
            {
                _choices[_choices.Count - 1] = (taken + 1, count);
                return true;
            }

            _choices.RemoveAt(_choices.Count - 1);
        }

        return false;
    }
}
