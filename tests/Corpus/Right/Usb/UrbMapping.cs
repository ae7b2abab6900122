using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A host controller's hook that maps a transfer before it is submitted, and unmaps it when it is given back.</summary>
public sealed class UrbMapping<THal>(UsbHost host)
    where THal : struct, IHal
{
    [Flags]
    private enum Mapped
    {
        None = 0,
        Setup = 1,
        Data = 2,
    }

    private sealed class State
    {
        public Mapped Flags;
        public required DmaBuffer Setup { get; init; }
    }

    private readonly Dictionary<Urb, State> _states = [];

    private static BufferDirection DirectionOf(Urb urb) => urb.IsIn ? DeviceToDriver : DriverToDevice;

    public int Submit(Urb urb, DmaBuffer setup)
    {
        var state = new State { Setup = setup };
        int error = Map(urb, state);
        if (error != 0)
        {
            return error;
        }

        _states.Add(urb, state);
        error = host.Submit(urb);
        if (error != 0)
        {
            _states.Remove(urb);
            Unmap(urb, state);
        }

        return error;
    }

    public void GiveBack(Urb urb)
    {
        if (_states.Remove(urb, out State? state))
        {
            Unmap(urb, state);
        }

        urb.Complete?.Invoke(urb);
    }

    private static int Map(Urb urb, State state)
    {
        try
        {
            if (!state.Setup.IsEmpty)
            {
                urb.SetupAddress = THal.Share(state.Setup, DriverToDevice);
                state.Flags |= Mapped.Setup;
            }

            if (!urb.Buffer.IsEmpty)
            {
                urb.Address = THal.Share(urb.Buffer, DirectionOf(urb));
                state.Flags |= Mapped.Data;
            }

            return 0;
        }
        catch (DmaException)
        {
            Unmap(urb, state);
            return -11;
        }
    }

    private static void Unmap(Urb urb, State state)
    {
        if ((state.Flags & Mapped.Data) != 0)
        {
            THal.Unshare(urb.Address, urb.Buffer, DirectionOf(urb));
        }

        if ((state.Flags & Mapped.Setup) != 0)
        {
            THal.Unshare(urb.SetupAddress, state.Setup, DriverToDevice);
        }

        state.Flags = Mapped.None;
    }
}
