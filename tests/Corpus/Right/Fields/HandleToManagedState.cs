using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A GCHandle carries the state object through the device's 64-bit user data and back.</summary>
public sealed class HandleCookie<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private sealed class State
    {
        public Shared<THal> Share;
        public Action? Done;
    }

    public void Start(DmaBuffer data, Action done)
    {
        var state = new State { Share = new Shared<THal>(data, BufferDirection.Both), Done = done };
        GCHandle handle = GCHandle.Alloc(state);
        _device.WriteRegister(0x48, (ulong)GCHandle.ToIntPtr(handle));
        _device.Program(state.Share.Paddr, data.Length);
    }

    public static void Interrupt(nint cookie)
    {
        GCHandle handle = GCHandle.FromIntPtr(cookie);
        var state = (State)handle.Target!;
        handle.Free();
        state.Share.Unshare();
        state.Done?.Invoke();
    }
}
