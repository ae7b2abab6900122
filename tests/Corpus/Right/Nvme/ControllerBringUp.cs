using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Brings an NVMe controller up: three regions of DMA memory and two register writes, with a ladder of cleanups. A stack of undo actions
// runs backwards on failure, and is handed to the controller's object on success.
public sealed class Controller<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Stack<Action> _undo;

    private Controller(Stack<Action> undo) => _undo = undo;

    public static Controller<THal>? TryStart(Device registers, NvmeQueue admin)
    {
        var undo = new Stack<Action>();
        if (TryBuild(registers, admin, undo))
        {
            return new Controller<THal>(undo);
        }

        Unwind(undo);
        return null;
    }

    public void Dispose() => Unwind(_undo);

    private static bool TryBuild(Device registers, NvmeQueue admin, Stack<Action> undo)
    {
        if (!Dma<THal>.TryCreate(1, DriverToDevice, out Dma<THal>? submission))
        {
            return false;
        }

        undo.Push(submission.Dispose);
        if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? completion))
        {
            return false;
        }

        undo.Push(completion.Dispose);
        if (!Dma<THal>.TryCreate(8, Both, out Dma<THal>? hostMemory))
        {
            return false;
        }

        undo.Push(hostMemory.Dispose);
        undo.Push(registers.Reset);
        admin.SetBase(submission.Paddr, completion.Paddr);
        registers.Program(hostMemory.Paddr, (int)hostMemory.Length);
        registers.WriteRegister(0x14, 1);
        return registers.Wait(5000) && (registers.ReadRegister(0x1C) & 1) != 0;
    }

    private static void Unwind(Stack<Action> undo)
    {
        while (undo.TryPop(out Action? action))
        {
            action();
        }
    }
}
