using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Testing;
using Hal.TwoWitnesses.Comparing;

namespace Hal.TwoWitnesses.Running;

/// <summary>One run of a program: the outcomes it gets, and what <c>Checked</c> and the fake saw.</summary>
internal sealed class Execution
{
    private static readonly CheckedOptions Options = new()
    {
        // The run goes on after a mistake, so that what is reported behind one is still seen to be reachable.
        ThrowOnViolation = false,
        OnViolation = violation => Current.Observe(violation.RuleId),
        ComparedBytes = 0,
        Stacks = StackCapture.Off,
    };

    private static Execution? s_current;
    private static int s_thread;
    private static Exception? s_thrown;

    static Execution() => AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => NoteThrown(thrown.Exception);

    private readonly LineCoverage _lines;
    private readonly Dictionary<PhysAddr, ImmutableArray<int>> _acquired = [];
    private readonly Dictionary<PhysAddr, int> _frames = [];
    private readonly HashSet<PhysAddr> _leftByException = [];
    private readonly HashSet<int> _failed = [];
    private readonly List<Observation> _observations = [];
    private PhysAddr _released;
    private bool _isThrowing;
    private bool _hasUnwound;
    private int _unwound;
    private int _line;

    /// <param name="script">The outcomes.</param>
    /// <param name="handlers">What the program catches.</param>
    /// <param name="lines">Gets the lines that the run came to.</param>
    public Execution(Script script, Handlers handlers, LineCoverage lines)
    {
        Script = script;
        Handlers = handlers;
        _lines = lines;
        lines.Last.Clear();
    }

    /// <summary>The run that is under way. One at a time: the scopes of the fake are static.</summary>
    public static Execution Current => s_current ?? throw new InvalidOperationException("no program runs");

    public Script Script { get; }

    public Handlers Handlers { get; }

    /// <summary>
    /// Whether an exception of a call is on its way to its handler. What happens before it gets there, in finally blocks, is on a path that
    /// only implicit exceptions take, and that is HAL1017's alone.
    /// </summary>
    private bool IsUnwinding => _isThrowing || _unwound > 0;

    /// <summary>A handler has taken the exception: the path is the program's own again.</summary>
    public void NoteCaught() => _isThrowing = false;

    /// <summary>A finally block begins. Where an exception runs it, that exception stays on its way, whatever is caught inside.</summary>
    /// <returns>Whether one does.</returns>
    public bool EnterFinally()
    {
        bool isThrowing = _isThrowing;
        _unwound += isThrowing ? 1 : 0;
        _hasUnwound |= isThrowing;
        _isThrowing = false;
        return isThrowing;
    }

    public void LeaveFinally(bool wasThrowing)
    {
        _unwound -= wasThrowing ? 1 : 0;
        _isThrowing |= wasThrowing;
    }

    /// <summary>Runs a program and looks at what it left behind.</summary>
    public IReadOnlyList<Observation> Run(Action body)
    {
        s_current = this;
        s_thread = Environment.CurrentManagedThreadId;
        Prepare<HalA>();
        Prepare<HalB>();
        Trace.Clear();
        try
        {
            body();
        }
        catch (Exception)
        {
            // A throw statement ends a path as a return does; what a call threw and nothing caught is still on its way.
        }

        bool isCertain = _observations.Count == 0 && !IsUnwinding;
        int mistakes = _observations.Count;
        Close<HalA>(isCertain);
        Close<HalB>(isCertain);
        s_current = null;
        if (mistakes == 0)
        {
            HashSet<int> acquired = [.. _acquired.Values.SelectMany(lines => lines)];
            _lines.Clean.UnionWith(acquired);
            acquired.ExceptWith(_observations.SelectMany(observation => observation.Lines));
            _lines.Released.UnionWith(acquired);
        }

        return _observations;
    }

    /// <summary>Whether a call throws now, 0 for no: 1 for anything, or 2 for what it is known for, where the program catches that apart.</summary>
    public int Fails(bool hasOwnHandler) => !Handlers.TakeAny ? 0 : Script.ChooseFailure(hasOwnHandler ? 2 : 1);

    public void NoteLine(int line)
    {
        if (_observations.Count == 0)
        {
            _lines.Passed.Add(_line);
            _lines.Sound.Add(line);
            _lines.Last.Add(line);
        }
        else
        {
            _lines.Unsound.Add(line);
        }

        _line = line;
    }

    public void NoteAcquired(PhysAddr paddr)
    {
        if (paddr != default)
        {
            _acquired[paddr] = Trace.Lines;
            _frames[paddr] = Trace.Depth;
        }
    }

    /// <summary>An allocation fails.</summary>
    public void NoteFailed() => _failed.Add(Trace.Line);

    /// <summary>
    /// A share begins. Memory that another HAL shares is seen here: a HAL may be made of another, so each checked HAL looks at its own shares.
    /// </summary>
    public unsafe void NoteSharing<THal>(DmaBuffer buffer, BufferDirection direction)
    {
        bool isA = typeof(THal) == typeof(HalA);
        if ((isA ? Checked<FakeHal<HalB>.Binding>.LiveShares : Checked<FakeHal<HalA>.Binding>.LiveShares) == 0)
        {
            return;
        }

        foreach (HeldResource held in isA ? Checked<FakeHal<HalB>.Binding>.Held() : Checked<FakeHal<HalA>.Binding>.Held())
        {
            if (held.Kind == HeldKind.Share &&
                buffer.Pointer < held.Vaddr + held.Length &&
                held.Vaddr < buffer.Pointer + buffer.Length &&
                (held.Direction != BufferDirection.DriverToDevice || direction != BufferDirection.DriverToDevice))
            {
                Observe("HAL1011");
                return;
            }
        }
    }

    /// <summary>
    /// A helper is left. What an implicit exception leaves held there is HAL1017's business, also where a caller handles the exception.
    /// </summary>
    public void LeaveFrame(int depth)
    {
        if (IsUnwinding)
        {
            _leftByException.UnionWith(_frames.Where(entry => entry.Value == depth).Select(entry => entry.Key));
        }

        // What a helper returns is its caller's.
        foreach (PhysAddr paddr in _frames.Keys.ToList())
        {
            _frames[paddr] = int.Min(_frames[paddr], depth - 1);
        }
    }

    /// <summary>A release of this address begins: a touched buffer is found now, and belongs to where it was shared.</summary>
    public void NoteReleased(PhysAddr paddr) => _released = paddr;

    /// <summary>The device reads a byte at an address.</summary>
    public static void Access(PhysAddr paddr)
    {
        byte[] one = new byte[1];
        if (paddr == default && Current._failed.Count > 0)
        {
            // Of an allocation that failed, or of a variable that holds nothing: the run cannot tell.
            Current._observations.Add(new Observation("HAL2006", [.. Trace.Lines, .. Current._failed], IsCertain: false));
        }

        if (!FakeHal<HalA>.Device.TryRead(paddr, one) && !FakeHal<HalB>.Device.TryRead(paddr, one))
        {
            Refused<HalA>(paddr, one);
            Refused<HalB>(paddr, one);
        }
    }

    // Only a throw statement of a program throws InvalidOperationException; an exception that is thrown again is not new.
    private static void NoteThrown(Exception exception)
    {
        if (s_current is not null && Environment.CurrentManagedThreadId == s_thread && exception is not InvalidOperationException && exception != s_thrown)
        {
            s_thrown = exception;
            if (exception is NullReferenceException or ArgumentNullException)
            {
                s_current.Observe("HAL2006"); // the pointer of an allocation that failed
            }

            s_current._isThrowing = true;
        }
    }

    private static void Refused<THal>(PhysAddr paddr, byte[] bytes)
    {
        bool wasThrowing = Current._isThrowing;
        try
        {
            FakeHal<THal>.Device.Read(paddr, bytes);
        }
        catch (DeviceFaultException)
        {
            // Reported, where a mistake of the program explains it; the program does not see the exception.
            Current._isThrowing = wasThrowing;
        }
    }

    private static void Prepare<THal>()
    {
        Checked<FakeHal<THal>.Binding>.Reset();
        FakeHal<THal>.Reset();
        Checked<FakeHal<THal>.Binding>.Options = Options;
        FakeHal<THal>.Options = Options;
    }

    private void Observe(string ruleId)
    {
        ImmutableArray<int> lines = ruleId == "HAL1007" && _acquired.TryGetValue(_released, out ImmutableArray<int> shared)
            ? shared
            : ruleId == "HAL2006" || (ruleId == "HAL2001" && _released == default) ? [.. Trace.Lines, .. _failed] : Trace.Lines;

        // A share that an exception has left behind is HAL1017's, and so is what it stands in the way of.
        bool isLeftBehind = ruleId == "HAL1011" && _leftByException.Count > 0;

        // What a helper shares concerns its callers only where it always does so, and the run cannot tell whether it does.
        bool isInHelper = ruleId == "HAL1011" && Trace.IsInTryMethod;

        // What is found late may have been done in a finally block that an exception ran.
        bool mayBeUnwinding = IsUnwinding || (_hasUnwound && Fragment.IsFoundLate(ruleId));
        bool isCertain = _observations.Count == 0 && !mayBeUnwinding && !isLeftBehind && !isInHelper;
        _observations.Add(new Observation(ruleId, lines, isCertain));
    }

    private void Close<THal>(bool isCertain)
    {
        foreach (HeldResource held in Checked<FakeHal<THal>.Binding>.Held())
        {
            _observations.Add(new Observation(held.Kind == HeldKind.Share ? "HAL1002" : "HAL2002", _acquired[held.Paddr], isCertain && !_leftByException.Contains(held.Paddr)));
            if (held.Kind == HeldKind.Share)
            {
                // A buffer that was touched is found when its share ends. Behind a leak that is not certain: the analyzer has lost the share.
                unsafe
                {
                    NoteReleased(held.Paddr);
                    Checked<FakeHal<THal>.Binding>.Unshare(held.Paddr, new DmaBuffer(held.Vaddr, (int)held.Length), held.Direction);
                }
            }
        }

        // What was written after its end is found now; the report does not say by which line.
        int found = _observations.Count;
        try
        {
            FakeHal<THal>.AssertClean();
        }
        catch (Exception exception) when (exception is HalContractException or DeviceFaultException)
        {
            // Heard by the callback, and counted there.
        }

        // What the fake still holds is of a release that Checked found to be wrong and did not hand on.
        List<Observation> late = _observations[found..].FindAll(observation => !Fragment.IsLeak(observation.RuleId));
        _observations.RemoveRange(found, _observations.Count - found);
        ImmutableArray<int> any = _acquired.Values.SelectMany(lines => lines).Distinct().ToImmutableArray();
        _observations.AddRange(late.ConvertAll(observation => observation with { Lines = any, IsCertain = isCertain && !_hasUnwound }));
    }
}
