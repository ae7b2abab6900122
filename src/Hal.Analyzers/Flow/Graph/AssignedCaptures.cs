using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>The captures of a graph that stand for a place to write to, not for a value.</summary>
internal static class AssignedCaptures
{
    public static HashSet<CaptureId> Of(ControlFlowGraph graph)
    {
        var captures = new HashSet<CaptureId>();
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                Collect(operation is IExpressionStatementOperation statement ? statement.Operation : operation);
            }
        }

        return captures;

        void Collect(IOperation operation)
        {
            // Only a whole statement assigns through a capture, or an assignment nested on its right side.
            for (IOperation? current = operation; current is IAssignmentOperation assignment; current = assignment.Value)
            {
                if (assignment.Target is IFlowCaptureReferenceOperation target)
                {
                    captures.Add(target.Id);
                }
            }
        }
    }
}
