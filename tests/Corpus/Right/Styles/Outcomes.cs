using System;
using System.Collections.Generic;
using Devices;
using Hal;

public sealed class Outcomes<THal>(Device device, DmaEngine engine, VendorQueue queue, Ring ring, Mailbox mailbox) where THal : struct, IHal
{
    // number as outcome, joined
    public int A(DmaBuffer b, bool use)
    {
        PhysAddr a = default;
        int cookie = -1;
        if (use)
        {
            a = THal.Share(b, BufferDirection.DriverToDevice);
            cookie = engine.Submit(a, default, b.Length);
            if (cookie < 0)
            {
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
            }
        }

        if (cookie >= 0)
        {
            engine.WaitFor(cookie, 10);
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
        }

        return cookie;
    }

    // object as outcome
    public Ticket? B(DmaBuffer b, bool use)
    {
        Ticket? ticket = null;
        if (use)
        {
            PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
            ticket = queue.Enqueue(a, b);
            if (ticket is null)
            {
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
            }
        }

        return ticket;
    }

    // string error
    public bool C(DmaBuffer b)
    {
        string? error = null;
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        if (!device.Submit(a))
        {
            error = "submit";
        }
        else if (!device.Wait(1))
        {
            error = "wait";
        }

        if (error != null)
        {
            device.Reset();
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return error == null;
    }

    // exception object as state
    public void D(DmaBuffer b)
    {
        Exception? failure = null;
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        try
        {
            device.Submit(a);
        }
        catch (DeviceException e)
        {
            failure = e;
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        if (failure != null)
        {
            throw failure;
        }
    }

    // int count of mapped
    public bool E(DmaBuffer x, DmaBuffer y)
    {
        int mapped = 0;
        PhysAddr a = default, c = default;
        bool ok = false;
        try
        {
            a = THal.Share(x, BufferDirection.DriverToDevice);
            mapped++;
            c = THal.Share(y, BufferDirection.DriverToDevice);
            mapped++;
            ok = device.Submit(a) && device.Submit(c);
        }
        finally
        {
            if (mapped > 1)
            {
                THal.Unshare(c, y, BufferDirection.DriverToDevice);
            }

            if (mapped > 0)
            {
                THal.Unshare(a, x, BufferDirection.DriverToDevice);
            }
        }

        return ok;
    }

    // Loop with found flag
    public int F(DmaBuffer[] all)
    {
        int index = -1;
        PhysAddr a = default;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Length >= 512)
            {
                index = i;
                a = THal.Share(all[i], BufferDirection.Both);
                break;
            }
        }

        if (index == -1)
        {
            return -1;
        }

        device.Submit(a);
        THal.Unshare(a, all[index], BufferDirection.Both);
        return index;
    }

    // do-while with retry and a re-share
    public bool G(DmaBuffer b)
    {
        int tries = 0;
        bool again;
        do
        {
            using var scope = new SharedScope<THal>(b, BufferDirection.DriverToDevice);
            again = !device.Submit(scope.Paddr) && ++tries < 3;
        }
        while (again);
        return tries < 3;
    }

    // Address kept from one iteration to the next, null sentinel
    public void H(IEnumerable<DmaBuffer> all)
    {
        Shared<THal>? previous = null;
        foreach (DmaBuffer b in all)
        {
            var current = new Shared<THal>(b, BufferDirection.DriverToDevice);
            device.Submit(current.Paddr);
            previous?.Unshare();
            previous = current;
        }

        device.Wait(1);
        previous?.Unshare();
    }

    public void I(IEnumerable<DmaBuffer> all)
    {
        PhysAddr? previous = null;
        DmaBuffer previousBuffer = default;
        foreach (DmaBuffer b in all)
        {
            PhysAddr current = THal.Share(b, BufferDirection.DriverToDevice);
            device.Submit(current);
            if (previous is PhysAddr p)
            {
                device.Wait(1);
                THal.Unshare(p, previousBuffer, BufferDirection.DriverToDevice);
            }

            (previous, previousBuffer) = (current, b);
        }

        if (previous is { } last)
        {
            THal.Unshare(last, previousBuffer, BufferDirection.DriverToDevice);
        }
    }

    // Two slots, ping-pong by index
    public void J(DmaBuffer x, DmaBuffer y, int n)
    {
        Span<PhysAddr> live = stackalloc PhysAddr[2];
        DmaBuffer[] buffers = [x, y];
        for (int i = 0; i < n; i++)
        {
            int slot = i & 1;
            if (live[slot] != default)
            {
                device.Wait(1);
                THal.Unshare(live[slot], buffers[slot], BufferDirection.DeviceToDriver);
            }

            live[slot] = THal.Share(buffers[slot], BufferDirection.DeviceToDriver);
            device.Submit(live[slot]);
        }

        for (int slot = 0; slot < 2; slot++)
        {
            if (live[slot] != default)
            {
                THal.Unshare(live[slot], buffers[slot], BufferDirection.DeviceToDriver);
            }
        }
    }

    // Queue of tuples, bounded
    public void K(DmaBuffer[] all)
    {
        var window = new Queue<(PhysAddr, DmaBuffer)>();
        foreach (DmaBuffer b in all)
        {
            if (window.Count == 4)
            {
                var (oldest, buffer) = window.Dequeue();
                THal.Unshare(oldest, buffer, BufferDirection.DriverToDevice);
            }

            PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
            window.Enqueue((a, b));
            device.Submit(a);
        }

        while (window.TryDequeue(out var entry))
        {
            THal.Unshare(entry.Item1, entry.Item2, BufferDirection.DriverToDevice);
        }
    }

    // switch expression on outcome, with both
    public int L(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        int result = mailbox.Execute(1, a) switch
        {
            0 => 0,
            -16 when device.Wait(5) => mailbox.Execute(1, a),
            var other => other,
        };
        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return result;
    }

    // is pattern with and/or
    public bool M(DmaBuffer b, int mode)
    {
        bool shares = mode is 1 or 3;
        PhysAddr a = shares ? THal.Share(b, BufferDirection.Both) : default;
        bool ok = !shares || device.Submit(a);
        if (mode is 1 or 3)
        {
            THal.Unshare(a, b, BufferDirection.Both);
        }

        return ok;
    }

    // mode switch twice
    public void N(DmaBuffer b, int mode)
    {
        PhysAddr a = default;
        switch (mode)
        {
            case 0:
                return;
            case 1:
                a = THal.Share(b, BufferDirection.DriverToDevice);
                break;
            case 2:
                a = THal.Share(b, BufferDirection.DeviceToDriver);
                break;
        }

        device.Kick();
        switch (mode)
        {
            case 1:
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
                break;
            case 2:
                THal.Unshare(a, b, BufferDirection.DeviceToDriver);
                break;
        }
    }

    // null-conditional on a created owner
    public int O(bool want)
    {
        Dma<THal>? extra = want ? new Dma<THal>(1, BufferDirection.Both) : null;
        try
        {
            return extra is null ? mailbox.Execute(1, default) : mailbox.Execute(2, extra.Paddr);
        }
        finally
        {
            extra?.Dispose();
        }
    }

    // Max of tries with goto retry
    public bool P(DmaBuffer b)
    {
        int tries = 3;
    retry:
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        if (!device.Submit(a))
        {
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            if (--tries > 0)
            {
                goto retry;
            }

            return false;
        }

        device.Wait(1);
        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return true;
    }

    // 0/1/count from Push, >0
    public bool Q(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        int pushed = queue.Push(a, b);
        if (pushed > 0)
        {
            return true;
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return false;
    }

    // loops of lend: keep trying, then give up
    public int R(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        int slot;
        int tries = 0;
        while ((slot = queue.Place(a, b)) < 0)
        {
            if (++tries == 5)
            {
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
                return -1;
            }
        }

        return slot;
    }

    public uint S(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        uint error;
        for (int i = 0; (error = queue.Post(a, b)) != 0; i++)
        {
            if (i == 3)
            {
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
                return error;
            }
        }

        return 0;
    }

    public SubmitResult T(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        SubmitResult result = SubmitResult.Rejected;
        for (int i = 0; i < 2 && result == SubmitResult.Rejected; i++)
        {
            result = queue.Submit(a, b);
        }

        if (result is not SubmitResult.Queued)
        {
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
        }

        return result;
    }
}
