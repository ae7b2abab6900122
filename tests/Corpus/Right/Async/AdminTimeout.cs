using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An admin command that is told to abort, and abandoned only where the abort fails too.</summary>
public sealed class AdminTimeout<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    private readonly List<Dma<THal>> _lost = [];

    public bool GetLog(byte page, Span<byte> into)
    {
        Dma<THal> log;
        try
        {
            log = new Dma<THal>(HalConstants.PagesFor((nuint)into.Length), DeviceToDriver);
        }
        catch (DmaException)
        {
            return false;
        }

        int id = admin.Submit(2, log.Paddr, default);
        if (id < 0)
        {
            log.Dispose();
            return false;
        }

        if (!Await(id, 5000))
        {
            int abort = admin.Submit(8, default, default);
            if (abort < 0 || !Await(abort, 1000) || !Await(id, 1000))
            {
                Log.Info($"log page {page}: the controller keeps {log.Length} bytes");
                _lost.Add(log);
                return false;
            }
        }

        bool good = admin.Error == 0;
        if (good)
        {
            log.AsSpan()[..into.Length].CopyTo(into);
        }

        log.Dispose();
        return good;
    }

    private bool Await(int id, int milliseconds)
    {
        var deadline = Deadline.In(milliseconds);
        while (!admin.IsDone(id))
        {
            if (deadline.Expired)
            {
                return false;
            }

            Thread.Yield();
        }

        return true;
    }

    /// <summary>The controller was reset: what it kept is free.</summary>
    public void OnReset()
    {
        foreach (Dma<THal> log in _lost)
        {
            log.Dispose();
        }

        _lost.Clear();
    }
}
