using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A virtual function asks its physical function for a resource, with a request and an answer in one page. A timeout resets the mailbox's
// device before the page is freed, since the other side may still answer.
public readonly record struct Grant(int Queues, int Vectors);

public sealed unsafe class FunctionChannel<THal>(Mailbox mailbox, Device function)
    where THal : struct, IHal
{
    private struct Message
    {
        public uint Opcode;
        public uint Length;
        public int Status;
        public ushort Queues;
        public ushort Vectors;
    }

    public Grant? RequestQueues(int wanted)
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? page))
        {
            return null;
        }

        try
        {
            Message* request = page.Pointer<Message>(0);
            Message* answer = page.Pointer<Message>(2048);
            request->Opcode = 3;
            request->Length = (uint)sizeof(Message);
            request->Queues = (ushort)wanted;
            answer->Status = -1;
            if (!mailbox.TryPost(3, page.Paddr))
            {
                return null;
            }

            if (!mailbox.WaitReply(500))
            {
                function.Reset();
                return null;
            }

            Message received = *answer;
            if (received.Status != 0 || received.Queues == 0)
            {
                return null;
            }

            return new Grant(Math.Min(wanted, received.Queues), received.Vectors);
        }
        finally
        {
            page.Dispose();
        }
    }
}
