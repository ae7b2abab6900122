using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Hal.TwoWitnesses.Programs;

namespace Hal.TwoWitnesses.Running;

/// <summary>Runs programs of a compiled batch, under all outcomes or under drawn ones.</summary>
internal sealed unsafe class ProgramRunner : IDisposable
{
    private const int BufferLength = 64;
    private const int MostNear = 100;
    private readonly Assembly _programs;
    private readonly PinnedBuffer _x = new(BufferLength);
    private readonly PinnedBuffer _y = new(BufferLength);

    public ProgramRunner(Assembly programs) => _programs = programs;

    /// <summary>All runs of a program up to a number, by enumeration of the outcomes.</summary>
    public IEnumerable<(Script Script, IReadOnlyList<Observation> Seen)> Enumerate(DriverProgram program, int most, LineCoverage lines)
    {
        Action body = Find(program);
        var handlers = Handlers.Of(program);
        int count = 0;
        for (Script? script = new(); script is not null && count < most; script = script.Next(), count++)
        {
            yield return (script, Run(body, handlers, script, lines));
        }
    }

    /// <summary>
    /// Runs of a program under drawn outcomes. Every other run starts as one did that came to more of the lines that are looked for than
    /// others: what happens late in a run is found from there.
    /// </summary>
    public IEnumerable<(Script Script, IReadOnlyList<Observation> Seen)> Draw(
        DriverProgram program, int count, LineCoverage lines, IReadOnlySet<int> wanted)
    {
        Action body = Find(program);
        var handlers = Handlers.Of(program);
        var random = new Random(count);
        var near = new List<IReadOnlyList<int>>();
        int best = 1;
        for (int seed = 1; seed <= count; seed++)
        {
            int[] start = [];
            if (seed % 2 == 0 && near.Count > 0)
            {
                IReadOnlyList<int> other = near[random.Next(near.Count)];
                start = [.. other.Take(random.Next(other.Count + 1))];
            }

            var script = Script.Draw(random.Next(), start);
            IReadOnlyList<Observation> seen = Run(body, handlers, script, lines);
            int reached = wanted.Count(lines.Last.Contains);
            if (reached > best)
            {
                near.Clear();
                best = reached;
            }

            if (reached == best && near.Count < MostNear)
            {
                near.Add(script.Made);
            }

            yield return (script, seen);
        }
    }

    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
    }

    private IReadOnlyList<Observation> Run(Action body, Handlers handlers, Script script, LineCoverage lines)
    {
        _x.Buffer.AsSpan().Clear();
        _y.Buffer.AsSpan().Clear();
        return new Execution(script, handlers, lines).Run(body);
    }

    private Action Find(DriverProgram program)
    {
        Type type = _programs.GetType(program.ClassName, throwOnError: true)!;
        var run = type.GetMethod("Run")!.CreateDelegate<Action<DmaBuffer, DmaBuffer>>();
        return () => run(_x.Buffer, _y.Buffer);
    }
}
