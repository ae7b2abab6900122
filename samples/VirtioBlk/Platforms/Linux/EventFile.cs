using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Virtio.Platforms.Linux;

/// <summary>An eventfd: a counter in the kernel that one side adds to and the other waits for; it can be given to another process or to a device.</summary>
internal sealed unsafe class EventFile : SafeHandleMinusOneIsInvalid
{
    public EventFile()
        : base(ownsHandle: true)
    {
        SetHandle(Libc.EventFd(0, Libc.EventNonBlocking | Libc.CloseOnExec));
        if (IsInvalid)
        {
            throw new IOException($"eventfd failed: {Libc.LastError()}");
        }
    }

    /// <summary>The descriptor, for poll and for handing it on while this object lives.</summary>
    public int Descriptor => (int)handle;

    /// <summary>Wakes whoever waits.</summary>
    public void Signal()
    {
        ulong one = 1;
        while (Libc.Write(Descriptor, &one, sizeof(ulong)) < 0)
        {
            // A full counter is a signal as well.
            int error = Marshal.GetLastPInvokeError();
            if (error == Libc.TryAgain)
            {
                return;
            }

            if (error != Libc.Interrupted)
            {
                throw new IOException($"Writing an eventfd failed: {Libc.LastError()}");
            }
        }
    }

    /// <summary>Sets the counter back, so that the next wait waits.</summary>
    public void Clear()
    {
        ulong count;
        while (Libc.Read(Descriptor, &count, sizeof(ulong)) < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
        {
        }
    }

    /// <summary>Waits until one of the events was signalled, or the other side of a connection has hung up.</summary>
    /// <param name="events">The descriptors of the events.</param>
    /// <param name="connection">The descriptor of a socket, or -1 for none. Data that arrives there wakes nobody: it answers somebody's question.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <returns>A bit for each event, and the next one for the connection; 0 after the timeout.</returns>
    public static uint WaitAny(ReadOnlySpan<int> events, int connection, TimeSpan timeout)
    {
        Span<Libc.PollFd> files = stackalloc Libc.PollFd[events.Length + 1];
        for (int i = 0; i < events.Length; i++)
        {
            files[i] = new Libc.PollFd { File = events[i], Events = Libc.PollIn };
        }

        files[events.Length] = new Libc.PollFd { File = connection, Events = Libc.PollHangUp };

        int milliseconds = (int)Math.Clamp(Math.Ceiling(timeout.TotalMilliseconds), 0, int.MaxValue);
        int ready;
        fixed (Libc.PollFd* first = files)
        {
            ready = Libc.Poll(first, (ulong)files.Length, milliseconds);
        }

        if (ready < 0 && Marshal.GetLastPInvokeError() != Libc.Interrupted)
        {
            throw new IOException($"poll failed: {Libc.LastError()}");
        }

        uint result = 0;
        for (int i = 0; i < files.Length; i++)
        {
            if (ready > 0 && files[i].Returned != 0)
            {
                result |= 1u << i;
            }
        }

        return result;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
