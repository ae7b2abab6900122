using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A virtual function asks its physical function through a page that both see; a number pairs question and answer.</summary>
public sealed unsafe class FunctionMailbox<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Cell
    {
        public uint Sequence;
        public uint Opcode;
        public ulong Argument;
    }

    private readonly Device _function;
    private readonly Dma<THal> _page;
    private readonly Cell* _ask;
    private readonly Cell* _answer;
    private uint _sequence;

    public FunctionMailbox(Device function)
    {
        _function = function;
        _page = new Dma<THal>(1, Both);
        _ask = _page.Pointer<Cell>(0);
        _answer = _page.Pointer<Cell>(HalConstants.PageSize / 2);
        _function.Program(_page.Paddr, HalConstants.PageSize);
    }

    public bool TryAsk(uint opcode, ulong argument, out ulong answer)
    {
        uint sequence = ++_sequence;
        _ask->Opcode = opcode;
        _ask->Argument = argument;
        Volatile.Write(ref _ask->Sequence, sequence);
        _function.Kick();
        for (int spin = 0; spin < 100_000; spin++)
        {
            if (Volatile.Read(ref _answer->Sequence) == sequence)
            {
                answer = _answer->Argument;
                return _answer->Opcode == opcode;
            }

            Thread.SpinWait(8);
        }

        answer = 0;
        return false;
    }

    public void Dispose()
    {
        _function.Reset();
        _page.Dispose();
    }
}
